import { EntitySchema } from 'typeorm'

const createdAt = { name: 'created_at', type: 'timestamptz', default: () => 'now()' } as const
const secretHash = { name: 'secret_hash', type: 'text' } as const

/** What a token or a signed-in person may do; each but `channel` includes those before it. */
export type AccessRole = 'channel' | 'agent' | 'lead' | 'admin'

export const SessionEntity = new EntitySchema<{
  secretHash: string
  personId: string
  createdAt: Date
  expiresAt: Date
}>({
  name: 'session',
  columns: {
    secretHash: { ...secretHash, primary: true },
    personId: { name: 'person_id', type: 'uuid' },
    createdAt,
    expiresAt: { name: 'expires_at', type: 'timestamptz' },
  },
})

export const ApiTokenEntity = new EntitySchema<{
  id: string
  name: string
  role: AccessRole
  personId: string | null
  secretHash: string
  createdAt: Date
  revokedAt: Date | null
}>({
  name: 'api_token',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    name: { type: 'text' },
    role: { type: 'text' },
    personId: { name: 'person_id', type: 'uuid', nullable: true },
    secretHash,
    createdAt,
    revokedAt: { name: 'revoked_at', type: 'timestamptz', nullable: true },
  },
})

export const SetupLinkEntity = new EntitySchema<{ secretHash: string; createdAt: Date }>({
  name: 'setup_link',
  columns: { secretHash: { ...secretHash, primary: true }, createdAt },
})

export const IdempotencyKeyEntity = new EntitySchema<{
  caller: string
  key: string
  requestHash: string
  status: number | null
  response: unknown
  createdAt: Date
}>({
  name: 'idempotency_key',
  columns: {
    caller: { type: 'text', primary: true },
    key: { type: 'text', primary: true },
    requestHash: { name: 'request_hash', type: 'text' },
    status: { type: 'integer', nullable: true },
    response: { type: 'jsonb', nullable: true },
    createdAt,
  },
})

/** All entities of who may come in and what was asked once. */
export const accessEntities = [SessionEntity, ApiTokenEntity, SetupLinkEntity, IdempotencyKeyEntity]
