import { stringify } from 'yaml'
import type { Article } from '../articles/article.ts'

/** A file of an export. */
export interface ExportedFile {
  /** Within the folder, with `/` on every system. */
  path: string
  text: string
}

/**
 * Articles as Markdown files with front matter, of which an import makes the same articles again: an imported one
 * at its path, one written here under its title.
 */
export function exportArticles(articles: Article[]): ExportedFile[] {
  const taken = new Set<string>()
  return articles
    .toSorted((a, b) => Number(a.externalKey === null) - Number(b.externalKey === null))
    .map((article) => {
      const wanted = pathOf(article)
      // Some systems do not tell capitals from small letters in names.
      const path = taken.has(wanted.toLowerCase()) ? `${wanted.replace(/\.[^./]*$/, '')}-${article.id}.md` : wanted
      taken.add(path.toLowerCase())
      return { path, text: textOf(article) }
    })
}

function textOf(article: Article): string {
  const { id, state, title, phrasings, tags, category, url, language, externalKey } = article
  const values = { title, language, category, url, tags, phrasings }
  const firstline = { id, state, imported: externalKey !== null }
  return `---\n${stringify({ ...values, firstline }, { lineWidth: 0 })}---\n${article.body}\n`
}

function pathOf({ externalKey, title, id }: Article): string {
  const isWithin = externalKey?.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  if (externalKey !== null && isWithin && !/[\\:\0]/.test(externalKey)) return externalKey
  const words =
    title
      .normalize('NFKD')
      .replace(/\p{Mark}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return `${words.join('-').slice(0, 40) || id}.md`
}
