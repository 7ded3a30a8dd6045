import type { ArticleState } from '../articles/article.ts'
import { isSameContent, type Page } from './page.ts'

/** An article as far as an import has to know it. */
export interface KnownArticle {
  id: string
  /** Path of its file; null when it was written here. */
  key: string | null
  state: ArticleState
  /** Of the page imported last; null when its file vanished since. */
  hash: string | null
}

/** What to write for a page. */
export interface PlannedPage {
  id: string | null
  state: ArticleState
  /** Null: the article was written here and stays so. */
  key: string | null
  page: Page
}

/** What an import does, each article in exactly one place. */
export interface ImportPlan {
  /** `id` is null, or the one an export gives. */
  new: PlannedPage[]
  changed: PlannedPage[]
  /** Ids. */
  unchanged: string[]
  /** Ids of articles whose files have vanished. */
  archived: string[]
}

/**
 * Compares a folder with the articles that came from it. An article keeps its id as long as its path stays, one that
 * comes back is published again, and one that a person archived stays archived. Paths that could not be read archive
 * nothing, and neither does a folder of which nothing could be read.
 * @param known articles of the folder, and those that exports in it name
 * @param found.pages what the files say
 * @param found.same paths of known files that are what they were
 * @param found.unread paths of files and folders that could not be read
 */
export function planImport(
  known: KnownArticle[],
  found: { pages: Page[]; same: string[]; unread: string[] },
): ImportPlan {
  const { pages, same, unread } = found
  const plan: ImportPlan = { new: [], changed: [], unchanged: [], archived: [] }
  const byKey = new Map(known.filter((article) => article.key !== null).map((article) => [article.key!, article]))
  const byId = new Map(known.map((article) => [article.id, article]))
  const keys = new Set([...pages.map((page) => page.key), ...same])
  const taken = new Set([...pages.map((page) => page.key), ...same].flatMap((key) => byKey.get(key)?.id ?? []))
  plan.unchanged.push(...same.flatMap((key) => byKey.get(key)?.id ?? []))

  for (const page of pages) {
    const article = byKey.get(page.key) ?? namedByExport(page)
    if (article) taken.add(article.id)
    if (!article) {
      const id = page.was && !taken.has(page.was.id) && !byId.has(page.was.id) ? page.was.id : null
      if (id) taken.add(id)
      const isOurs = page.was !== null && !page.was.imported
      plan.new.push({ id, state: page.was?.state ?? 'published', key: isOurs ? null : page.key, page })
      continue
    }
    const state = stateAfter(article, page)
    const key = article.key === null ? null : page.key
    if (isSameContent(article.hash, page.hash) && article.state === state && article.key === key)
      plan.unchanged.push(article.id)
    else plan.changed.push({ id: article.id, state, key, page })
  }
  if (keys.size > 0)
    for (const article of byKey.values())
      if (!taken.has(article.id) && article.state !== 'archived' && !isUnread(article.key!))
        plan.archived.push(article.id)
  return plan

  /** An export names its articles: one written here has no path, another may have moved. */
  function namedByExport(page: Page): KnownArticle | undefined {
    const article = page.was ? byId.get(page.was.id) : undefined
    if (!article || taken.has(article.id)) return undefined
    return article.key === null || !keys.has(article.key) ? article : undefined
  }

  function isUnread(key: string): boolean {
    return unread.some((path) => path === '' || key === path || key.startsWith(`${path}/`))
  }
}

function stateAfter(article: KnownArticle, page: Page): ArticleState {
  if (page.was) return page.was.state
  // Vanishing takes the digest away, a person does not.
  return article.state === 'archived' && article.hash === null ? 'published' : article.state
}
