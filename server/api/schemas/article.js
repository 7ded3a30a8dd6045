import { Type } from 'typebox';
import { Instant, Nullable, OneOf, Page, PageQuery } from './common.js';
export const articleStates = ['draft', 'in_review', 'published', 'archived'];
export const ArticleSummary = Type.Object({
    id: Type.String({ format: 'uuid' }),
    title: Type.String(),
    state: OneOf(articleStates),
    category: Nullable(Type.String()),
    language: Type.String(),
    tags: Type.Array(Type.String()),
    version: Type.Integer(),
    updatedAt: Instant,
});
export const Article = Type.Object({
    ...ArticleSummary.properties,
    body: Type.String({ description: 'Markdown' }),
    url: Nullable(Type.String()),
    source: Nullable(Type.String({ description: 'where it was imported from: path within the folder' })),
    phrasings: Type.Array(Type.String({ description: 'an example question' })),
    createdAt: Instant,
});
export const ArticlePage = Page(ArticleSummary);
export const ArticleQuery = Type.Object({
    ...PageQuery.properties,
    state: Type.Optional(OneOf(articleStates)),
    q: Type.Optional(Type.String({ maxLength: 200, description: 'words of the title' })),
});
export const ArticleWrite = Type.Object({
    title: Type.String({ minLength: 1, maxLength: 300 }),
    body: Type.String({ maxLength: 1_000_000, description: 'Markdown' }),
    phrasings: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 1_000 }), { maxItems: 1_000 })),
    category: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
    tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 100 })),
    language: Type.Optional(OneOf(['en', 'de'])),
    url: Type.Optional(Nullable(Type.String({ maxLength: 2_000 }))),
    version: Type.Optional(Type.Integer({ description: 'on a change: the version you saw' })),
}, { additionalProperties: false });
export const ArticleVersions = Page(Type.Object({
    version: Type.Integer(),
    title: Type.String(),
    body: Type.String(),
    author: Nullable(Type.String()),
    createdAt: Instant,
}));
/** What `search?q=` finds, best first, with what the bot would do. */
export const SearchResult = Type.Object({
    decision: OneOf(['answer', 'suggest', 'handoff']),
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
    items: Type.Array(Type.Object({
        article: Type.String(),
        title: Type.String(),
        confidence: Type.Number(),
        passage: Nullable(Type.Object({ heading: Nullable(Type.String()), text: Type.String() })),
    })),
});
