import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TicketFacts } from '../../../../core/automation/facts/facts.ts'
import { type PastEntry, rewind } from '../../../../core/automation/facts/rewind.ts'
import { factsLike } from '../ordinary-ticket.ts'

const levels = new Map([
  ['Service Desk', 'second' as const],
  ['Network', 'second' as const],
  ['Experts', 'third' as const],
])
type Told = Pick<TicketFacts, 'state' | 'tags' | 'subject' | 'priority' | 'category' | 'team' | 'level' | 'assignee'>

/** Something that happens to a ticket: what it is afterwards, and the line of the timeline about it. */
const happening = fc.oneof(
  fc
    .record({ to: fc.constantFrom('open' as const, 'pending' as const, 'solved' as const) })
    .map(({ to }) => (was: Told) => ({
      is: { ...was, state: to },
      kind: 'state_changed' as const,
      data: { from: was.state, to },
    })),
  fc
    .record({ to: fc.constantFrom('low' as const, 'high' as const, 'urgent' as const) })
    .map(({ to }) => (was: Told) => ({
      is: { ...was, priority: to },
      kind: 'priority_changed' as const,
      data: { from: was.priority, to },
    })),
  fc.record({ to: fc.constantFrom('VPN', 'Printer', null) }).map(({ to }) => (was: Told) => ({
    is: { ...was, category: to },
    kind: 'category_changed' as const,
    data: { from: was.category, to },
  })),
  fc.record({ to: fc.constantFrom('Service Desk', 'Network', 'Experts') }).map(({ to }) => (was: Told) => ({
    is: { ...was, team: to, level: levels.get(to) ?? ('second' as const), assignee: null },
    kind: 'moved' as const,
    data: { team: to, fromTeam: was.team, fromTeamId: 'x', reason: 'x' },
  })),
  fc.record({ to: fc.constantFrom('Alex', 'Bea') }).map(({ to }) => (was: Told) => ({
    is: { ...was, assignee: to },
    kind: 'assigned' as const,
    data: { agent: to, why: '' },
  })),
  fc.constant((was: Told) => ({
    is: { ...was, assignee: null },
    kind: 'queued' as const,
    data: { team: was.team, why: '' },
  })),
  fc.record({ to: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')) }).map(({ to }) => (was: Told) => ({
    is: { ...was, tags: [...to].sort() },
    kind: 'tags_changed' as const,
    data: {
      added: to.filter((tag) => !was.tags.includes(tag)),
      removed: was.tags.filter((tag) => !(to as string[]).includes(tag)),
      tags: to,
    },
  })),
  fc.record({ to: fc.constantFrom('One', 'Two') }).map(({ to }) => (was: Told) => ({
    is: { ...was, subject: to },
    kind: 'subject_changed' as const,
    data: { from: was.subject, to },
  })),
  fc.constant((was: Told) => ({ is: { ...was, state: 'closed' as const }, kind: 'merged_into' as const, data: {} })),
  fc.constant((was: Told) => ({ is: was, kind: 'note' as const, data: {} })),
)

const sorted = (facts: TicketFacts) => ({ ...facts, tags: [...facts.tags].sort() })

describe('a ticket wound back', () => {
  it('is what it was after each thing that happened, whatever happened later', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), (happenings) => {
        const created = new Date('2026-03-02T09:00:00Z')
        let now: Told = {
          state: 'new',
          tags: [],
          subject: 'None',
          priority: 'low',
          category: null,
          team: 'Service Desk',
          level: 'second',
          assignee: null,
        }
        const entries: PastEntry[] = [{ id: '9', kind: 'created', at: created, actor: 'bot', data: {} }]
        const snapshots = [now]
        for (const [place, happen] of happenings.entries()) {
          const { is, kind, data } = happen(now)
          now = is
          entries.push({
            id: String(10 + place),
            kind,
            at: new Date(created.getTime() + (place + 1) * 60_000),
            actor: 'agent',
            data,
          })
          snapshots.push(now)
        }
        const present = factsLike({ ...now, moments: { ...factsLike().moments, created } })
        const history = { present, entries, written: [] }
        for (const [place, snapshot] of snapshots.entries()) {
          const entry = entries[place] as PastEntry
          expect(sorted(rewind(history, { entry: entry.id }, levels))).toMatchObject({
            ...snapshot,
            now: entry.at,
            actor: entry.actor,
          })
          const between = new Date(entry.at.getTime() + 30_000)
          expect(sorted(rewind(history, { at: between }, levels))).toMatchObject({
            ...snapshot,
            now: between,
            actor: 'system',
          })
        }
      }),
    )
  })

  it('knows what had been written, answered and changed by then, and no more', () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute))
    const entries: PastEntry[] = [
      { id: '1', kind: 'created', at: at(0), actor: 'bot', data: {} },
      { id: '2', kind: 'reply', at: at(5), actor: 'system', data: {} },
      { id: '3', kind: 'reply', at: at(10), actor: 'agent', data: {} },
      { id: '4', kind: 'requester_message', at: at(20), actor: 'requester', data: {} },
    ]
    const written = [
      { at: at(0), text: 'first' },
      { at: at(20), text: 'second' },
    ]
    const present = factsLike({ moments: { ...factsLike().moments, created: at(0) } })
    const then = (minute: number) => rewind({ present, entries, written }, { at: at(minute) }, levels)
    expect(then(6)).toMatchObject({ text: 'first', moments: { replied: null, requesterWrote: at(0), changed: at(5) } })
    expect(then(6).due.firstResponse).toEqual(present.due.firstResponse)
    expect(then(12)).toMatchObject({ moments: { replied: at(10) }, due: { firstResponse: null } })
    expect(then(25)).toMatchObject({ text: 'first\nsecond', moments: { requesterWrote: at(20) } })
  })
})
