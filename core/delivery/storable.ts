import type { Json } from '../ports.ts'

/**
 * A value as Postgres can hold it: half characters (lone surrogates) become U+FFFD and NUL goes away, in every text
 * within. JSON and text columns refuse both, see https://www.postgresql.org/docs/current/datatype-json.html.
 */
export function storable<T extends Json>(value: T): T {
  return settle(value) as T
}

function settle(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd')
  if (Array.isArray(value)) return value.map(settle)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [settle(name), settle(inner)]))
}
