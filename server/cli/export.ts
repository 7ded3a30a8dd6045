import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { loadArticles } from '../../knowledge/articles/store.ts'
import { exportArticles } from '../../knowledge/import/export-page.ts'
import type { Config } from '../config.ts'
import { CommandRefused, withDatabase } from './session.ts'

/**
 * Writes all articles as Markdown with front matter, of which an import makes the same articles again.
 * @param folder empty, or made when it is missing: nothing is ever written over
 * @throws CommandRefused
 */
export async function exportCommand(config: Config, folder: string): Promise<void> {
  await refuseUsed(folder)
  const articles = await withDatabase(config, (transact) => transact((tx) => loadArticles(tx)))
  const files = exportArticles(articles)
  await mkdir(folder, { recursive: true })
  for (const { path, text } of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text, { flag: 'wx' })
  }
  console.log(files.length === 1 ? `1 article in ${folder}` : `${files.length} articles in ${folder}`)
}

async function refuseUsed(folder: string): Promise<void> {
  try {
    const [entry] = await readdir(folder)
    if (entry !== undefined)
      throw new CommandRefused(`${folder}: found “${entry}” in it; expected an empty or missing folder.`)
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === 'ENOTDIR') throw new CommandRefused(`${folder}: this is a file; expected an empty or missing folder.`)
    if (code !== 'ENOENT') throw error
  }
}
