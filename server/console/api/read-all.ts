import { get } from './client.ts'

interface Page<T> {
  items: T[]
  next: string | null
}

/** Reads a list to its end, page by page. For lists that are short by nature, such as one ticket's history. */
export async function readAll<T>(path: string, query: Record<string, string | undefined> = {}): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const page: Page<T> = await get<Page<T>>(path, { ...query, limit: 100, cursor })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return items
}
