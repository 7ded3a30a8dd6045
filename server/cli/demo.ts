import { randomBytes } from 'node:crypto'
import { createRule } from '../../core/automation/save.ts'
import { listRules } from '../../core/automation/store.ts'
import { DomainError } from '../../core/errors.ts'
import { findByEmail, insertPerson, insertTeam, listTeams, setTeams, updatePerson } from '../../core/people/store.ts'
import { listCategories, saveCategory } from '../../core/routing/store.ts'
import { escalate } from '../../core/tickets/escalation.ts'
import { note, openTicket, reply, setState } from '../../core/tickets/work.ts'
import type { Transaction } from '../../core/transaction.ts'
import { insertEndpoint, listEndpoints } from '../../core/webhooks/store.ts'
import { hashPassword } from '../auth/secrets.ts'
import type { Config } from '../config.ts'
import { withDatabase } from './session.ts'

const teams = [
  {
    name: 'IT Support',
    level: 'second' as const,
    category: 'IT',
    keywords: ['laptop', 'password', 'vpn', 'wifi', 'printer', 'software', 'account', 'e-mail'],
  },
  {
    name: 'People & Pay',
    level: 'second' as const,
    category: 'HR',
    keywords: ['leave', 'vacation', 'salary', 'payslip', 'parental leave', 'benefits', 'contract'],
  },
  { name: 'Network Experts', level: 'third' as const, category: null, keywords: [] },
]
const agents = [
  { name: 'Alex Brandt', email: 'alex@example.org', team: 'IT Support' },
  { name: 'Bea Costa', email: 'bea@example.org', team: 'IT Support' },
  { name: 'Chidi Eze', email: 'chidi@example.org', team: 'People & Pay' },
  { name: 'Dana Fox', email: 'dana@example.org', team: 'Network Experts' },
]
const tickets = [
  {
    from: 'Erin Gale',
    email: 'erin@example.org',
    subject: 'VPN drops every hour',
    text: 'Since Monday the VPN on my new laptop drops every hour and I lose my work.',
  },
  {
    from: 'Femi Hart',
    email: 'femi@example.org',
    subject: 'Printer on floor 3 prints blank pages',
    text: 'The printer next to the kitchen prints only blank pages.',
  },
  {
    from: 'Gina Ito',
    email: 'gina@example.org',
    subject: 'Payslip of October is missing',
    text: 'I cannot find my payslip for October.',
  },
  {
    from: 'Hugo Jung',
    email: 'hugo@example.org',
    subject: 'How much vacation may I carry over?',
    text: 'I have nine days of vacation left this year.',
  },
]

const rules = [
  {
    name: 'Outages are urgent',
    text: 'when ticket created if text contains any of ("outage", "nobody can work") then set priority urgent, alert leads "#{{number}}: {{subject}}"',
  },
  {
    name: 'Remind after five days',
    text: 'every hour if state is pending and 5 business days since last state change then reply "Is ticket {{number}} still needed, {{requester}}? Just write here."',
  },
  {
    name: 'Solve after ten days',
    text: 'every hour if state is pending and 10 business days since last state change then set state solved',
  },
]

/** Adds people, teams, tickets, rules and a webhook (switched off) to look at. Run again, it adds nothing. */
export async function demoCommand(config: Config): Promise<void> {
  const password = randomBytes(9).toString('base64url')
  const passwordHash = await hashPassword(password)
  const added = await withDatabase(config, (transact) =>
    transact(async (tx) => {
      if (await findByEmail(tx, agents[0]?.email ?? '')) return false
      await addTeams(tx)
      await addAgents(tx, passwordHash)
      await addTickets(tx)
      await addRules(tx)
      return true
    }),
  )
  if (!added) return console.log('The demo is there already.')
  console.log(
    `${agents.length} agents, ${teams.length} teams, ${tickets.length} tickets and ${rules.length} rules added. Sign in as one of them, password ${password}:`,
  )
  for (const { name, email, team } of agents) console.log(`  ${email.padEnd(20)} ${name}, ${team}`)
}

async function addTeams(tx: Transaction): Promise<void> {
  const known = await listTeams(tx)
  const categories = (await listCategories(tx)).map((category) => category.name)
  for (const { name, level, category, keywords } of teams) {
    const teamId = known.find((team) => team.name === name)?.id ?? (await insertTeam(tx, { name, level }))
    if (category && !categories.includes(category)) await saveCategory(tx, null, { name: category, keywords, teamId })
  }
}

async function addAgents(tx: Transaction, passwordHash: string): Promise<void> {
  const known = await listTeams(tx)
  for (const { name, email, team } of agents) {
    const id = await insertPerson(tx, { name, email, role: 'agent', language: 'en', passwordHash })
    await setTeams(
      tx,
      id,
      known.filter((each) => each.name === team).map((each) => each.id),
    )
    await updatePerson(tx, id, { presence: 'available' })
  }
}

async function addRules(tx: Transaction): Promise<void> {
  const known = new Set((await listRules(tx)).map(({ name }) => name))
  for (const { name, text } of rules)
    if (!known.has(name)) await createRule(tx, { name, text, enabled: true }, 'demo', new Date())
  const webhook = { name: 'Example', url: 'https://example.org/hooks/firstline', events: ['ticket.created'] }
  if (!(await listEndpoints(tx)).some(({ name }) => name === webhook.name))
    await insertEndpoint(tx, { ...webhook, enabled: false })
}

async function addTickets(tx: Transaction): Promise<void> {
  const now = new Date()
  const alex = await findByEmail(tx, 'alex@example.org')
  if (!alex) throw new DomainError('person_not_found')
  const actor = { kind: 'agent', id: alex.id, name: alex.name } as const
  const numbers: number[] = []
  for (const { from, email, subject, text } of tickets)
    numbers.push(
      await openTicket(
        tx,
        actor,
        {
          requester: { email, name: from },
          subject,
          text,
          source: 'phone',
          priority: 'normal',
          category: null,
          team: null,
        },
        `demo/${email}`,
        now,
      ),
    )
  const [vpn, printer] = numbers
  if (vpn === undefined || printer === undefined) return
  await reply(tx, vpn, actor, 'Thank you, I have your log files. I am bringing in our network experts.', now)
  await note(tx, vpn, actor, 'Happens only on the new laptops; the old client is fine.', now)
  await escalate(tx, vpn, actor, { reason: 'Needs a look at the gateway', team: undefined, seen: undefined }, now)
  await reply(tx, printer, actor, 'The drum was empty; I have replaced it.', now)
  await setState(tx, printer, actor, 'solved', undefined, now)
}
