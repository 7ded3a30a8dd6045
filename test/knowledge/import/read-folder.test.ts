import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderRefused } from '../../../knowledge/import/errors.ts'
import { type FileRead, listFolder, readFolder } from '../../../knowledge/import/read-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstline-folder-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const write = async (path: string, content: string | Uint8Array) => {
  await mkdir(join(folder, path, '..'), { recursive: true })
  await writeFile(join(folder, path), content)
}
const readAll = async () => {
  const files: FileRead[] = []
  for await (const file of readFolder(folder, await listFolder(folder))) files.push(file)
  return Object.fromEntries(files.map((file) => [file.path, 'text' in file ? { text: file.text } : file.reason]))
}

test('Markdown is found in all folders but hidden ones, and nothing else is', async () => {
  await write('a.md', 'A')
  await write('b/c/d.MARKDOWN', 'D')
  await write('b/picture.png', 'x')
  await write('.git/e.md', 'E')
  await write('node_modules/f.md', 'F')
  expect(await readAll()).toEqual({ 'a.md': { text: 'A' }, 'b/c/d.MARKDOWN': { text: 'D' } })
})

test('what cannot be read is named with its reason and costs only itself', async () => {
  await write('good.md', '\uFEFFGood')
  await write('empty.md', ' \n')
  await write('binary.md', new Uint8Array([65, 0, 66]))
  await write('latin.md', new Uint8Array([0x47, 0x72, 0xfc, 0xdf, 0x65]))
  await write('utf16.md', new Uint8Array([0xff, 0xfe, 0x41, 0]))
  await write('large.md', 'x'.repeat(5 * 1024 * 1024 + 1))
  await symlink('nowhere.md', join(folder, 'dangling.md'))
  expect(await readAll()).toEqual({
    'good.md': { text: 'Good' },
    'empty.md': 'is empty',
    'binary.md': 'is binary, not text',
    'latin.md': 'is not UTF-8; save it as UTF-8',
    'utf16.md': 'is UTF-16; save it as UTF-8',
    'large.md': expect.stringContaining('is larger than 5 MB'),
    'dangling.md': 'is a link to nothing',
  })
})

test('links that lead in circles end', async () => {
  await write('a/page.md', 'Page')
  await symlink('..', join(folder, 'a/up'))
  await symlink('self.md', join(folder, 'self.md'))
  const alias = 'is a link to something that is read already, or to where it is'
  expect(await readAll()).toEqual({
    'a/page.md': { text: 'Page' },
    'a/up': alias,
    'self.md': 'symbolic links lead in a circle',
  })
})

test('a link to another folder is followed', async () => {
  const other = await mkdtemp(join(tmpdir(), 'firstline-other-'))
  await writeFile(join(other, 'page.md'), 'Page')
  await symlink(other, join(folder, 'linked'))
  expect(await readAll()).toEqual({ 'linked/page.md': { text: 'Page' } })
  await rm(other, { recursive: true })
})

// Whoever may do everything may also read what is forbidden.
test('a file and a folder without permission are named', async () => {
  await write('page.md', 'Page')
  await write('secret.md', 'Secret')
  await write('closed/page.md', 'Page')
  await chmod(join(folder, 'secret.md'), 0)
  await chmod(join(folder, 'closed'), 0)
  await chmod(folder, 0o755)
  // Root may read everything, so it reads as nobody.
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  const read = await readAll().finally(() => isRoot && process.seteuid?.(0))
  expect(read).toEqual({
    'page.md': { text: 'Page' },
    'secret.md': 'no permission to read it',
    closed: 'no permission to read it',
  })
  await chmod(join(folder, 'closed'), 0o700)
})

test('a folder with nothing to import is refused', async () => {
  await expect(listFolder(folder)).rejects.toBeInstanceOf(FolderRefused)
  await expect(listFolder(join(folder, 'missing'))).rejects.toThrow(/there is no such folder/)
  await write('page.md', 'Page')
  await expect(listFolder(join(folder, 'page.md'))).rejects.toThrow(/this is a file/)
})
