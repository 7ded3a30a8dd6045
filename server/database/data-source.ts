import { DataSource } from 'typeorm'
import { AttachmentChunkEntity, AttachmentEntity } from '../../core/attachments/entities.ts'
import { AuditEntryEntity } from '../../core/audit/entities.ts'
import { automationEntities } from '../../core/automation/entities.ts'
import { ConversationEntity, MessageEntity } from '../../core/conversations/entities.ts'
import { AttachmentFetchEntity, InboxEntity, OutboxEntity, TimerEntity } from '../../core/delivery/entities.ts'
import { DeskEntity, DeskThreadEntity } from '../../core/desk/entities.ts'
import { TicketFieldEntity } from '../../core/fields/entities.ts'
import { TicketLinkEntity } from '../../core/links/entities.ts'
import { NotificationEntity } from '../../core/notifications/entities.ts'
import { IdentityEntity, MembershipEntity, PersonEntity, TeamEntity } from '../../core/people/entities.ts'
import { MessageReactionEntity, MessageRevisionEntity } from '../../core/revisions/entities.ts'
import { CategoryEntity, RoutingDecisionEntity } from '../../core/routing/entities.ts'
import { TicketEntity, TimelineEntryEntity } from '../../core/tickets/entities.ts'
import { WebhookDeliveryEntity, WebhookEndpointEntity } from '../../core/webhooks/entities.ts'
import { knowledgeEntities } from '../../knowledge/index.ts'
import { accessEntities } from '../auth/entities.ts'
import type { DatabaseConnection } from './connection.ts'
import { Helpdesk1764000100000 } from './migrations/1764000100000-helpdesk.ts'
import { Access1764000150000 } from './migrations/1764000150000-access.ts'
import { Knowledge1764000200000 } from './migrations/1764000200000-knowledge.ts'
import { ArticleAliases1764000300000 } from './migrations/1764000300000-article-aliases.ts'
import { PhrasingVotes1764000400000 } from './migrations/1764000400000-phrasing-votes.ts'
import { Desks1764000500000 } from './migrations/1764000500000-desks.ts'
import { Attachments1764000600000 } from './migrations/1764000600000-attachments.ts'
import { Gaps1764000700000 } from './migrations/1764000700000-gaps.ts'
import { WordLists1764000800000 } from './migrations/1764000800000-word-lists.ts'
import { Routing1764001100000 } from './migrations/1764001100000-routing.ts'
import { Tickets1764001200000 } from './migrations/1764001200000-tickets.ts'
import { SurvivingTickets1764001210000 } from './migrations/1764001210000-surviving-tickets.ts'
import { Audit1764001300000 } from './migrations/1764001300000-audit.ts'
import { Webhooks1764001310000 } from './migrations/1764001310000-webhooks.ts'
import { Automation1764001320000 } from './migrations/1764001320000-automation.ts'
import { RuleRuns1764001330000 } from './migrations/1764001330000-rule-runs.ts'

/** All migrations, oldest first. A new one is added at the end. */
export const migrations = [
  Helpdesk1764000100000,
  Access1764000150000,
  Knowledge1764000200000,
  ArticleAliases1764000300000,
  PhrasingVotes1764000400000,
  Desks1764000500000,
  Attachments1764000600000,
  Gaps1764000700000,
  WordLists1764000800000,
  Routing1764001100000,
  Tickets1764001200000,
  SurvivingTickets1764001210000,
  Audit1764001300000,
  Webhooks1764001310000,
  Automation1764001320000,
  RuleRuns1764001330000,
]

/** A data source for a database, not yet connected. Its schema comes from migrations only. */
export function createDataSource(connection: DatabaseConnection, options: { poolSize?: number } = {}): DataSource {
  const target =
    'url' in connection
      ? { url: connection.url }
      : { host: connection.host, port: connection.port, username: connection.user, database: connection.database }
  return new DataSource({
    type: 'postgres',
    ...target,
    entities: [
      PersonEntity,
      IdentityEntity,
      TeamEntity,
      MembershipEntity,
      CategoryEntity,
      RoutingDecisionEntity,
      ConversationEntity,
      MessageEntity,
      MessageRevisionEntity,
      MessageReactionEntity,
      AttachmentEntity,
      AttachmentChunkEntity,
      TicketEntity,
      TimelineEntryEntity,
      TicketLinkEntity,
      TicketFieldEntity,
      NotificationEntity,
      DeskEntity,
      DeskThreadEntity,
      InboxEntity,
      OutboxEntity,
      TimerEntity,
      AuditEntryEntity,
      AttachmentFetchEntity,
      WebhookEndpointEntity,
      WebhookDeliveryEntity,
      ...automationEntities,
      ...accessEntities,
      ...knowledgeEntities,
    ],
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize: options.poolSize ?? 16,
    applicationName: 'firstline',
  })
}

/** The database was made by a newer Firstline than this one. */
export class DatabaseTooNew extends Error {
  constructor(names: string[]) {
    super(
      `The database has been migrated by a newer version of Firstline (${names.join(', ')}). Start that version, or restore a backup made before.`,
    )
    this.name = 'DatabaseTooNew'
  }
}

/**
 * Brings the schema up to date; of several processes that start at once one does it and the others wait.
 * @returns how many migrations were run
 * @throws DatabaseTooNew
 */
export async function migrate(database: DataSource): Promise<number> {
  const lock = database.createQueryRunner()
  try {
    await lock.query(`select pg_advisory_lock(hashtext('firstline.migrate'))`)
    const [table] = await lock.query(`select to_regclass('migrations') as name`)
    if (table.name !== null) {
      const known = new Set(migrations.map((migration) => migration.name))
      const applied: { name: string }[] = await lock.query('select name from migrations')
      const unknown = applied.map((row) => row.name).filter((name) => !known.has(name))
      if (unknown.length > 0) throw new DatabaseTooNew(unknown)
    }
    const run = await database.runMigrations()
    return run.length
  } finally {
    await lock.query(`select pg_advisory_unlock(hashtext('firstline.migrate'))`).finally(() => lock.release())
  }
}
