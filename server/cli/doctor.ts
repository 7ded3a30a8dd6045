import { queueDepth } from '../../core/delivery/store.ts'
import { hasAdmin, listTeams } from '../../core/people/store.ts'
import { transactOn } from '../../core/transaction.ts'
import { listEndpoints } from '../../core/webhooks/store.ts'
import { loadPublished } from '../../knowledge/articles/store.ts'
import { type Config, readConfig } from '../config.ts'
import { createDataSource, migrate } from '../database/data-source.ts'
import { openDatabase } from '../database/open.ts'
import { expectedMistake } from '../mistakes.ts'

interface Finding {
  ok: boolean
  what: string
  /** How to mend it. */
  remedy?: string
}

/**
 * Checks configuration, database, knowledge and people, and prints what is wrong and how to mend it.
 * @returns the exit code: 0 when all is well, 1 when something keeps Firstline from working
 */
export async function doctor(environment: Record<string, string | undefined>): Promise<number> {
  const findings: Finding[] = []
  let config: Config | null = null
  try {
    config = readConfig(environment)
    findings.push({
      ok: true,
      what: `Configuration: listens on ${config.host}:${config.port}, reached as ${config.publicUrl}`,
    })
  } catch (error) {
    for (const line of (expectedMistake(error) ?? String(error)).split('\n'))
      findings.push({ ok: false, what: 'Configuration', remedy: line })
  }
  if (config) findings.push(...(await examineDatabase(config)))
  for (const { ok, what, remedy } of findings) {
    console.log(`${ok ? 'ok   ' : 'wrong'}  ${what}`)
    if (remedy) console.log(`       ${remedy}`)
  }
  return findings.every((finding) => finding.ok) ? 0 : 1
}

async function examineDatabase(config: Config): Promise<Finding[]> {
  const name = config.databaseUrl === null ? `embedded in ${config.dataFolder}` : 'DATABASE_URL'
  const close: (() => Promise<void>)[] = []
  try {
    const opened = await openDatabase(config, () => {})
    close.push(() => opened.close())
    const database = await createDataSource(opened.connection, { poolSize: 2 }).initialize()
    close.push(() => database.destroy())
    const [{ version }] = await database.query(`select current_setting('server_version_num')::int as version`)
    if (version < 140_000)
      return [{ ok: false, what: `Database (${name}): Postgres ${version}`, remedy: 'Expected Postgres 14 or later.' }]
    await migrate(database)
    const transact = transactOn(database)
    return [
      { ok: true, what: `Database (${name}): Postgres ${Math.floor(version / 10_000)}, schema up to date` },
      ...(await transact(async (tx): Promise<Finding[]> => {
        const articles = (await loadPublished(tx)).length
        let dead = 0
        for (const queue of ['inbox', 'outbox', 'automation_event'] as const) dead += (await queueDepth(tx, queue)).dead
        const levels = new Set((await listTeams(tx)).filter((team) => team.isDefault).map((team) => team.level))
        return [
          articles > 0
            ? { ok: true, what: `Knowledge: ${articles} published articles` }
            : {
                ok: false,
                what: 'Knowledge: no published article',
                remedy: 'Import a folder of Markdown: npm run firstline -- import DIR',
              },
          (await hasAdmin(tx))
            ? { ok: true, what: 'People: there is an admin' }
            : {
                ok: false,
                what: 'People: there is no admin',
                remedy:
                  'Start Firstline and open the set-up link it prints, or: npm run firstline -- user create --role admin',
              },
          { ok: levels.size === 2, what: `Teams: default teams at ${levels.size} of 2 levels` },
          dead === 0
            ? { ok: true, what: 'Delivery: nothing was given up on' }
            : {
                ok: false,
                what: `Delivery: ${dead} messages were given up on`,
                remedy: 'See GET /api/v1/delivery/dead, mend the cause, replay them there.',
              },
          ...(await listEndpoints(tx))
            .filter((webhook) => webhook.disabledBecause === 'failing' || webhook.disabledBecause === 'gone')
            .map((webhook) => ({
              ok: false,
              what: `Webhook “${webhook.name}” was switched off: ${webhook.lastError ?? webhook.disabledBecause}`,
              remedy: 'Mend its receiver, switch it on and replay what it missed (docs/webhooks.md).',
            })),
        ]
      })),
    ]
  } catch (error) {
    return [
      {
        ok: false,
        what: `Database (${name})`,
        remedy: expectedMistake(error) ?? (error instanceof Error ? error.message : String(error)),
      },
    ]
  } finally {
    for (const step of close.reverse()) await step()
  }
}
