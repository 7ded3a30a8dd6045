import { EntitySchema } from 'typeorm';
const createdAt = { name: 'created_at', type: 'timestamptz', default: () => 'now()' };
const secretHash = { name: 'secret_hash', type: 'text' };
export const SessionEntity = new EntitySchema({
    name: 'session',
    columns: {
        secretHash: { ...secretHash, primary: true },
        personId: { name: 'person_id', type: 'uuid' },
        createdAt,
        expiresAt: { name: 'expires_at', type: 'timestamptz' },
    },
});
export const ApiTokenEntity = new EntitySchema({
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
});
export const SetupLinkEntity = new EntitySchema({
    name: 'setup_link',
    columns: { secretHash: { ...secretHash, primary: true }, createdAt },
});
export const IdempotencyKeyEntity = new EntitySchema({
    name: 'idempotency_key',
    columns: {
        caller: { type: 'text', primary: true },
        key: { type: 'text', primary: true },
        requestHash: { name: 'request_hash', type: 'text' },
        status: { type: 'integer', nullable: true },
        response: { type: 'jsonb', nullable: true },
        createdAt,
    },
});
/** All entities of who may come in and what was asked once. */
export const accessEntities = [SessionEntity, ApiTokenEntity, SetupLinkEntity, IdempotencyKeyEntity];
