/** A page cannot be turned into text; `reason` says why, for the one who imports it. */
export class MarkdownUnreadable extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(reason)
    this.name = 'MarkdownUnreadable'
    this.reason = reason
  }
}

/** Nothing can be imported from a folder, so nothing is archived either. */
export class FolderRefused extends Error {
  readonly folder: string
  constructor(folder: string, why: keyof typeof refusals) {
    super(`${folder}: ${refusals[why]}`)
    this.name = 'FolderRefused'
    this.folder = folder
  }
}

const refusals = {
  missing: 'there is no such folder. Give the path of a folder with Markdown files.',
  not_a_folder: 'this is a file. Give the path of the folder it is in.',
  unreadable: 'no permission to read this folder.',
  empty:
    'there is no Markdown file (.md, .markdown) in this folder. Nothing was changed; to take articles out, archive them in the console.',
  other:
    'this folder has none of the pages imported before, so all of them would be archived. To keep both, import it under a name of its own (--name NAME); to archive them, add --replace.',
}
