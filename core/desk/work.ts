/** What agents do from a chat: the same work as in the console, its outcome in words. */

import { type FilesOffered, ownerOf } from '../attachments/taking.ts'
import { insertAudit } from '../audit/store.ts'
import { insertHandled, notifyChange } from '../delivery/store.ts'
import { DomainError } from '../errors.ts'
import { type Catalogue, catalogue } from '../messages/catalogue.ts'
import { canWork, type Person, type Presence } from '../people/person.ts'
import { getPerson, listTeams, recognize, updatePerson } from '../people/store.ts'
import type { AttachmentOffered, DeskCommand, DeskHost, DeskOutcome, DeskPlace, Sender } from '../ports.ts'
import { assignWaiting } from '../routing/assign.ts'
import { deescalate, escalate, passOn } from '../tickets/escalation.ts'
import { type Articles, learnFromSent, sendArticle } from '../tickets/sent-articles.ts'
import type { Actor } from '../tickets/timeline.ts'
import { assign, note, reply, setState, take } from '../tickets/work.ts'
import type { Transact, Transaction } from '../transaction.ts'
import { deleteDesk, deskAt, saveDesk } from './store.ts'

/**
 * Does what an agent wants with a ticket, once for every id of a command.
 * @returns what to tell the agent; a refusal by a rule has changed nothing
 */
export async function workFromDesk(
  transact: Transact,
  articles: Articles,
  command: DeskCommand,
  now: Date,
): Promise<DeskOutcome> {
  return refusing(command.sender, () =>
    transact(async (tx) => {
      const { person, words } = await whoIs(tx, command, command.sender)
      if (!canWork(person.role)) return { done: false, text: words.desk.notAnAgent() }
      if (!(await insertHandled(tx, command))) return { done: true, text: words.desk.doneBefore() }
      await carryOut(tx, articles, command, { kind: 'agent', id: person.id, name: person.name }, now)
      return { done: true, text: words.desk.done[command.work.do](command.ticket) }
    }),
  )
}

async function carryOut(
  tx: Transaction,
  articles: Articles,
  command: DeskCommand,
  actor: Actor & { id: string },
  now: Date,
): Promise<void> {
  const { ticket, work } = command
  switch (work.do) {
    case 'take':
      return take(tx, ticket, actor, now)
    case 'release':
      return assign(tx, ticket, actor, null, undefined, now)
    case 'assign':
      return assign(tx, ticket, actor, work.agent, undefined, now)
    case 'escalate':
    case 'deescalate': {
      const move = { reason: work.reason, team: work.team ?? undefined, seen: undefined }
      return (work.do === 'escalate' ? escalate : deescalate)(tx, ticket, actor, move, now)
    }
    case 'not_ours':
      return passOn(tx, ticket, actor, { reason: work.reason, team: work.team, seen: undefined }, now)
    case 'note': {
      const { channel, workspace, place } = command
      const desk = place === null ? null : await deskAt(tx, { channel, workspace, place })
      await note(tx, ticket, actor, work.text, now, desk?.id, filesOf(command, work.attachments))
      return
    }
    case 'reply':
      await reply(tx, ticket, actor, { text: work.text, files: filesOf(command, work.attachments) }, now)
      return
    case 'send_article':
      await sendArticle(tx, ticket, actor, work.article, articles, now)
      return
    case 'wait':
      return setState(tx, ticket, actor, 'pending', undefined, now)
    case 'solve':
      await setState(tx, ticket, actor, 'solved', undefined, now)
      return learnFromSent(tx, ticket, articles.learn)
    case 'reopen':
      return setState(tx, ticket, actor, 'open', undefined, now)
  }
}

function filesOf(command: DeskCommand, offered: AttachmentOffered[] = []): FilesOffered {
  return { offered, owners: [ownerOf(command, command.sender.externalId)], from: command }
}

/** Makes a place the desk of a team, or nobody's. */
export async function bindDesk(transact: Transact, ...[desk, sender]: Parameters<DeskHost['bind']>) {
  return transact(async (tx): Promise<DeskOutcome> => {
    const { person, words } = await whoIs(tx, desk, sender)
    if (person.role !== 'lead' && person.role !== 'admin') return { done: false, text: words.desk.notALead() }
    if (desk.team === null) {
      await deleteDesk(tx, desk)
      await auditDesk(tx, desk, person, null)
      return { done: true, text: words.desk.unbound() }
    }
    const wanted = desk.team.trim().toLowerCase()
    const teams = await listTeams(tx)
    const team = teams.find(({ name }) => name.toLowerCase() === wanted)
    if (!team) return { done: false, text: words.desk.noSuchTeam(desk.team, teams.map(({ name }) => name).join(', ')) }
    await saveDesk(tx, { ...desk, teamId: team.id })
    await auditDesk(tx, desk, person, team.name)
    return { done: true, text: words.desk.bound(team.name) }
  })
}

/** Writes into the audit log whose desk a place is from now on. */
async function auditDesk(
  tx: Transaction,
  desk: DeskPlace & { name: string },
  { id, name }: Person,
  team: string | null,
): Promise<void> {
  await insertAudit(tx, {
    actor: { kind: 'person', id, name },
    action: team === null ? 'desks.unbound' : 'desks.bound',
    subject: { kind: 'desks', id: `${desk.channel}/${desk.workspace}/${desk.place}`, name: desk.name },
    change: { team },
    address: null,
  })
}

/** Says whether an agent can be given tickets now; whoever becomes available gets what waits. */
export async function setPresenceFromDesk(
  transact: Transact,
  place: { channel: string; workspace: string },
  sender: Sender,
  presence: Presence,
  now: Date,
): Promise<DeskOutcome> {
  return transact(async (tx) => {
    const { person, words } = await whoIs(tx, place, sender)
    if (!canWork(person.role)) return { done: false, text: words.desk.notAnAgent() }
    await updatePerson(tx, person.id, { presence })
    await notifyChange(tx, { presence: true })
    if (presence === 'available') await assignWaiting(tx, person.teams, now)
    return { done: true, text: words.desk.presence[presence]() }
  })
}

async function whoIs(
  tx: Transaction,
  place: { channel: string; workspace: string },
  sender: Sender,
): Promise<{ person: Person; words: Catalogue }> {
  const nameless = catalogue(sender.language ?? 'en').requesterWithoutName()
  const known = await recognize(tx, place, sender, nameless)
  return { person: await getPerson(tx, known.id), words: catalogue(known.language) }
}

/** A rule's no as an outcome, in the words of who is refused. */
async function refusing(sender: Sender, run: () => Promise<DeskOutcome>): Promise<DeskOutcome> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { done: false, text: catalogue(sender.language ?? 'en').errors[error.code](error.data) }
  }
}
