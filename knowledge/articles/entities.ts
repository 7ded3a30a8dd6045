import { EntitySchema } from 'typeorm'
import { GapEntity, UnansweredQuestionEntity } from '../gaps/entities.ts'
import { PhrasingVoteEntity } from '../learning/entities.ts'
import { WordListVersionEntity } from '../words/entities.ts'
import type { ArticleLanguage, ArticleState } from './article.ts'

const uuidKey = { type: 'uuid', primary: true, generated: 'uuid' } as const
const instant = { type: 'timestamptz', precision: 3, default: () => 'now()' } as const

export interface ArticleRow {
  id: string
  /** Where it comes from: 'folder', or null when it was written here. */
  source: string | null
  externalKey: string | null
  title: string
  body: string
  url: string | null
  category: string | null
  tags: string[]
  language: ArticleLanguage
  state: ArticleState
  /** Digest of what was imported; null when written here, or when its file has vanished. */
  contentHash: string | null
  version: number
  createdAt: Date
  updatedAt: Date
}
const ArticleEntity = new EntitySchema<ArticleRow>({
  name: 'article',
  columns: {
    id: uuidKey,
    source: { type: 'text', nullable: true },
    externalKey: { name: 'external_key', type: 'text', nullable: true },
    title: { type: 'text' },
    body: { type: 'text' },
    url: { type: 'text', nullable: true },
    category: { type: 'text', nullable: true },
    tags: { type: 'text', array: true },
    language: { type: 'text', default: 'en' },
    state: { type: 'text', default: 'draft' },
    contentHash: { name: 'content_hash', type: 'text', nullable: true },
    version: { type: 'integer', default: 1 },
    createdAt: { name: 'created_at', ...instant },
    updatedAt: { name: 'updated_at', ...instant },
  },
})

export interface ArticleVersionRow {
  articleId: string
  version: number
  title: string
  body: string
  author: string | null
  createdAt: Date
}
const ArticleVersionEntity = new EntitySchema<ArticleVersionRow>({
  name: 'article_version',
  columns: {
    articleId: { name: 'article_id', type: 'uuid', primary: true },
    version: { type: 'integer', primary: true },
    title: { type: 'text' },
    body: { type: 'text' },
    author: { type: 'text', nullable: true },
    createdAt: { name: 'created_at', ...instant },
  },
})

export interface PhrasingRow {
  id: string
  articleId: string
  text: string
  source: 'imported' | 'admin' | 'learned'
  /** Only confirmed ones count for answers; rejected ones are kept so that they do not come back. */
  state: 'confirmed' | 'candidate' | 'rejected'
  weight: number
  /** Who last decided about a learned one, null where nobody has. */
  judgedBy: string | null
  judgedAt: Date | null
  createdAt: Date
}
const PhrasingEntity = new EntitySchema<PhrasingRow>({
  name: 'phrasing',
  columns: {
    id: uuidKey,
    articleId: { name: 'article_id', type: 'uuid' },
    text: { type: 'text' },
    source: { type: 'text', default: 'admin' },
    state: { type: 'text', default: 'confirmed' },
    weight: { type: 'real', default: 1 },
    judgedBy: { name: 'judged_by', type: 'text', nullable: true },
    judgedAt: { name: 'judged_at', type: 'timestamptz', precision: 3, nullable: true },
    createdAt: { name: 'created_at', ...instant },
  },
})

/** A path of the site an article was imported from, at which it is also found. */
const ArticleAliasEntity = new EntitySchema<{ path: string; articleId: string }>({
  name: 'article_alias',
  columns: { path: { type: 'text', primary: true }, articleId: { name: 'article_id', type: 'uuid' } },
})

/** All that the data source has to know of articles. */
export const knowledgeEntities = [
  ArticleEntity,
  ArticleVersionEntity,
  PhrasingEntity,
  ArticleAliasEntity,
  PhrasingVoteEntity,
  GapEntity,
  UnansweredQuestionEntity,
  WordListVersionEntity,
]
