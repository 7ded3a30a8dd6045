import { type Static, type TSchema, Type } from 'typebox'

/** An instant, ISO 8601 in UTC. */
export const Instant = Type.String({ format: 'date-time' })

/** A value or null: JSON has no absent fields here, so that a reader sees what is not set. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** A union of string literals. */
export const OneOf = <const T extends readonly string[]>(values: T, options: { description?: string } = {}) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values], ...options }))

/** One page of a list. `next` is the cursor of the following page, null on the last. */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) })

export const PageQuery = Type.Object({
  cursor: Type.Optional(Type.String({ description: '`next` of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
})

/** RFC 9457. `code` is stable and is what programs should look at. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String(),
    instance: Type.Optional(Type.String()),
    /** The ticket as it is, where somebody else changed it first. */
    present: Type.Optional(Type.Unknown()),
    errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  },
  { additionalProperties: true },
)
export type Problem = Static<typeof Problem>

export const Named = Type.Object({ id: Type.String({ format: 'uuid' }), name: Type.String() })
export type Named = Static<typeof Named>
