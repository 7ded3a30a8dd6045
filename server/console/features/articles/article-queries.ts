import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Article, ArticleSummary } from '../../../api/schemas/article.ts'
import { keys } from '../../api/queries.ts'
import { get } from '../../api/request.ts'

interface ArticlePage {
  items: ArticleSummary[]
  next: string | null
}

/** What an article was. */
export interface ArticleVersion {
  version: number
  title: string
  body: string
  author: string | null
  createdAt: string
}

/** Articles page by page, last changed first. */
export const articlesQuery = (filters: { state?: string; q?: string }) =>
  infiniteQueryOptions({
    queryKey: [...keys.articles, filters],
    queryFn: ({ pageParam, signal }) =>
      get<ArticlePage>('articles', { ...filters, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ArticlePage) => page.next ?? undefined,
  })

export const articleQuery = (id: string) =>
  queryOptions({
    queryKey: keys.article(id),
    queryFn: ({ signal }) => get<Article>(`articles/${encodeURIComponent(id)}`, {}, signal),
  })

/** What an article was, newest first. */
export const versionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: keys.versions(id),
    queryFn: ({ pageParam, signal }) =>
      get<{ items: ArticleVersion[]; next: string | null }>(
        `articles/${encodeURIComponent(id)}/versions`,
        { cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
