import { FolderRefused, MarkdownUnreadable } from './errors.ts'
import { isSameFile, type Page, pageOf } from './page.ts'
import { type ImportPlan, planImport } from './plan-import.ts'
import { listFolder, readFolder, type Unreadable } from './read-folder.ts'
import { carryOutImport, loadKnown, lockImports, type Transaction } from './store.ts'

export { FolderRefused } from './errors.ts'

/** How many articles an import found new, changed, unchanged or gone, and what it could not read. */
export interface ImportResult {
  new: number
  changed: number
  unchanged: number
  archived: number
  failed: Unreadable[]
}

/**
 * Makes the articles of a folder what its Markdown files are. New ones are published at once, changed ones keep their
 * id and what they were, vanished ones are archived. All of it is committed together: an import that is broken off
 * has changed nothing. Of two at once the second waits, and then reads.
 * @param options.name tells this folder from others; each has its own articles
 * @param options.replace archives everything imported under this name before, even when none of it is in the folder
 * @param options.url where the pages can be read; the path of a file is put behind it
 * @param options.onProgress called after each file
 * @throws FolderRefused when the folder is missing, has no Markdown, or is another one than before
 */
export async function importFolder(options: {
  folder: string
  name?: string
  replace?: boolean
  url?: string
  transact: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>
  onProgress?: (done: number, total: number) => void
}): Promise<ImportResult> {
  const { folder, name, url, transact, onProgress } = options
  await listFolder(folder)
  return transact(async (tx) => {
    await lockImports(tx)
    const before = new Map((await loadKnown(tx, name, [])).map((article) => [article.key, article.hash]))
    const { failed, ...found } = await readPages(folder, url, (key) => before.get(key) ?? null, onProgress)
    const named = found.pages.flatMap((page) => page.was?.id ?? [])
    const plan = planImport(await loadKnown(tx, name, named), { ...found, unread: failed.map((file) => file.path) })
    if (!options.replace) refuseOther(folder, plan)
    await carryOutImport(tx, name, plan)
    return {
      new: plan.new.length,
      changed: plan.changed.length,
      unchanged: plan.unchanged.length,
      archived: plan.archived.length,
      failed,
    }
  })
}

/** A folder that has none of the files imported before is most likely another folder, not one where all has changed. */
function refuseOther(folder: string, plan: ImportPlan): void {
  if (plan.archived.length > 0 && plan.unchanged.length + plan.changed.length === 0)
    throw new FolderRefused(folder, 'other')
}

async function readPages(
  folder: string,
  url: string | undefined,
  hashBefore: (key: string) => string | null,
  onProgress: ((done: number, total: number) => void) | undefined,
): Promise<{ pages: Page[]; same: string[]; failed: Unreadable[] }> {
  const listing = await listFolder(folder)
  const total = listing.paths.length + listing.unreadable.length
  const pages: Page[] = []
  const same: string[] = []
  const failed: Unreadable[] = []
  let done = 0
  for await (const file of readFolder(folder, listing)) {
    if ('reason' in file) failed.push(file)
    else if (isSameFile(hashBefore(file.path), file.path, file.text, url)) same.push(file.path)
    else
      try {
        pages.push(pageOf(file.path, file.text, url))
      } catch (error) {
        if (!(error instanceof MarkdownUnreadable)) throw error
        failed.push({ path: file.path, reason: error.reason })
      }
    onProgress?.(++done, total)
  }
  return { pages, same, failed }
}
