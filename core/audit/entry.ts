import type { Json } from '../ports.ts'

/** Who changed something: a signed-in person, an API token, the command line, Firstline itself, or nobody known (a refused sign-in). */
export interface AuditActor {
  kind: 'person' | 'token' | 'command' | 'system' | 'nobody'
  /** Id of the person, also of the one a token stands for; of the token where it stands for nobody; null otherwise. */
  id: string | null
  name: string
}

/** What somebody did in administration, as it is written down. */
export interface AuditRecord {
  actor: AuditActor
  /** Area and deed, for example `teams.changed`, `articles.publish`, `session.opened`. */
  action: string
  /** What was changed; null where there is no one thing. */
  subject: { kind: string; id: string | null; name: string | null } | null
  /** What was asked for, without secrets. */
  change: Json
  /** Network address it came from; null for the command line. */
  address: string | null
}

/** One line of the audit log as it is read back. */
export interface AuditEntry extends AuditRecord {
  id: string
  at: Date
}

/** Longest change kept as a whole, in characters of JSON. */
const longestChange = 10_000

/** What is written down of a change: {@link withoutSecrets}, and of one that is very long only which fields it has. */
export function keptOf(change: Json): Json {
  const bare = withoutSecrets(change)
  const length = JSON.stringify(bare).length
  if (length <= longestChange || bare === null || typeof bare !== 'object' || Array.isArray(bare)) return bare
  return { fields: Object.keys(bare), characters: length }
}

/** Longest text kept of a field; longer ones are versioned where they belong (articles, word lists). */
const longestText = 300

/** Names of fields that hold secrets, whoever named them. */
const secretName = /pass(word|phrase)?|secret|token|credential|authorization|cookie|api[_-]?key|private[_-]?key/i

/** Secrets of ours, wherever they stand (server/auth/secrets.ts, Standard Webhooks). */
const secretValue = /\b(firstline|session|setup|whsec)_[\w+/=-]{8,}/g

/**
 * What was asked for, fit to be kept for years: fields that hold secrets are replaced by `•••`, so are secrets of ours
 * in any text; of an address only scheme and host stay, since some services put a secret into its path; long texts
 * are cut.
 */
export function withoutSecrets(value: Json): Json {
  if (typeof value === 'string') return settleText(value)
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, secretName.test(name) ? '•••' : withoutSecrets(inner)]),
  )
}

function settleText(text: string): string {
  const bare = text
    .replace(secretValue, '$1_•••')
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/@]*@)?([^\s/?#"'<>)]+)[^\s"'<>)]*/gi, '$1$2/…')
  const characters = [...bare]
  return characters.length <= longestText
    ? bare
    : `${characters.slice(0, longestText).join('')}… (${characters.length} characters)`
}
