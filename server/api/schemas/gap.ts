import { Type } from 'typebox'
import { Instant, Nullable } from './common.ts'

/** Questions that are alike and that no article answered. */
export const Gap = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String({ description: 'the question most like all the others' }),
  words: Type.Array(Type.String(), { description: 'its most telling words' }),
  thisWeek: Type.Integer({ description: 'questions in the last seven days' }),
  weekBefore: Type.Integer({ description: 'questions in the seven days before: the trend' }),
  total: Type.Integer(),
  lastAskedAt: Instant,
  examples: Type.Array(Type.String(), { description: 'up to five questions, newest first' }),
  tickets: Type.Array(Type.Integer(), { description: 'numbers of up to five tickets, newest first' }),
  article: Nullable(
    Type.Object(
      { id: Type.String({ format: 'uuid' }), title: Type.String() },
      { description: 'the article most of its questions came near to' },
    ),
  ),
  dismissedAt: Nullable(Instant),
})
