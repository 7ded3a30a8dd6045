import { Type } from 'typebox'
import {
  archiveArticle,
  createArticle,
  getArticle,
  listArticles,
  listVersions,
  publishArticle,
  updateArticle,
} from '../../../knowledge/articles/store.ts'
import { actorOf, agents, leads } from '../../auth/caller.ts'
import { pageOf, unpackCursor } from '../cursor.ts'
import { write } from '../idempotency.ts'
import { Article, ArticlePage, ArticleQuery, ArticleVersions, ArticleWrite, SearchResult } from '../schemas/article.ts'
import { PageQuery } from '../schemas/common.ts'
import { showArticle, showArticleSummary, showExplanation } from '../shapes.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['knowledge']
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** The knowledge the bot answers from. */
export function addArticleRoutes(api: Api, { helpdesk }: RouteContext) {
  const { transact, answerer } = helpdesk

  api.get(
    '/articles',
    {
      config: { roles: agents },
      schema: {
        tags,
        summary: 'Articles, last changed first',
        querystring: ArticleQuery,
        response: { 200: ArticlePage },
      },
    },
    async (request) => {
      const { state, q, cursor, limit = 25 } = request.query
      const after = unpackCursor(cursor, ['updatedAt', 'id'])
      const articles = await transact((tx) =>
        listArticles(tx, {
          ...(state ? { state } : {}),
          ...(q?.trim() ? { q: q.trim() } : {}),
          ...(after ? { after } : {}),
          limit: limit + 1,
        }),
      )
      const page = pageOf(articles, limit, (last) => ({ updatedAt: last.updatedAt.toISOString(), id: last.id }))
      return { ...page, items: page.items.map(showArticleSummary) }
    },
  )

  api.post(
    '/articles',
    {
      config: { roles: leads },
      schema: {
        tags,
        summary: 'Write an article; it is a draft until published',
        body: ArticleWrite,
        response: { 201: Article },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { version: _version, ...article } = request.body
        return { status: 201, body: showArticle(await createArticle(tx, article, actorOf(request).name)) }
      }),
  )

  api.get(
    '/articles/:id',
    { config: { roles: agents }, schema: { tags, summary: 'One article', params: Id, response: { 200: Article } } },
    async (request) => showArticle(await transact((tx) => getArticle(tx, request.params.id))),
  )

  api.put(
    '/articles/:id',
    {
      config: { roles: leads },
      schema: {
        tags,
        summary: 'Change an article; what it was stays as a version',
        params: Id,
        body: ArticleWrite,
        response: { 200: Article },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { version, ...change } = request.body
        const article = await updateArticle(tx, request.params.id, change, version, actorOf(request).name)
        return { status: 200, body: showArticle(article) }
      }),
  )

  api.get(
    '/articles/:id/versions',
    {
      config: { roles: agents },
      schema: {
        tags,
        summary: 'What an article was, newest first',
        params: Id,
        querystring: PageQuery,
        response: { 200: ArticleVersions },
      },
    },
    async (request) => {
      const limit = request.query.limit ?? 25
      const before = unpackCursor(request.query.cursor, ['version'])?.version
      const versions = await transact(async (tx) => {
        await getArticle(tx, request.params.id)
        return listVersions(tx, request.params.id, { ...(before ? { before: Number(before) } : {}), limit: limit + 1 })
      })
      const page = pageOf(versions, limit, (last) => ({ version: last.version }))
      return {
        ...page,
        items: page.items.map((version) => ({ ...version, createdAt: version.createdAt.toISOString() })),
      }
    },
  )

  for (const [path, summary, change] of [
    ['publish', 'Let the bot answer from an article', publishArticle],
    ['archive', 'Take an article out of the answers', archiveArticle],
  ] as const)
    api.post(
      `/articles/:id/${path}`,
      { config: { roles: leads }, schema: { tags, summary, params: Id, response: { 200: Article } } },
      (request, reply) =>
        write(transact, request, reply, async (tx) => {
          const { id } = request.params as { id: string }
          return { status: 200, body: showArticle(await change(tx, id)) }
        }),
    )

  api.get(
    '/search',
    {
      config: { roles: agents },
      schema: {
        tags,
        summary: 'What the bot would make of a question',
        querystring: Type.Object({
          q: Type.String({ minLength: 1, maxLength: 10_000 }),
          explain: Type.Optional(Type.Boolean({ description: 'also say why' })),
        }),
        response: { 200: SearchResult },
      },
    },
    async (request) => {
      const { q, explain } = request.query
      const explained = explain ? answerer.explain(q) : null
      const answer = explained?.answer ?? answerer.ask(q)
      return {
        decision: answer.decision,
        confidence: answer.confidence,
        items: answer.candidates.map(({ articleId, title, confidence, passage }) => ({
          article: articleId,
          title,
          confidence,
          passage,
        })),
        ...(explained ? { explanation: showExplanation(explained) } : {}),
      }
    },
  )
}
