import type { Catalogue } from '../messages/catalogue.ts'
import type { Presence } from '../people/person.ts'
import { type Hours, isOpen } from '../sla/business-calendar.ts'
import type { Considered } from './explain.ts'
import { countOf, loadOf, type OpenTickets } from './load.ts'
import { gradeIn, type Skill, type SkillWanted } from './skill.ts'

/** A member of the team as routing sees them. */
export interface Candidate {
  id: string
  name: string
  presence: Presence
  /** ISO 8601; nobody is given tickets before. Null: not away. */
  awayUntil: string | null
  /** When they work; null: whenever they are available. */
  hours: Hours | null
  /** Languages they answer in; none named: any. */
  languages: string[]
  skills: Skill[]
  open: OpenTickets
  /** How much they can carry, in normal tickets. */
  capacity: number
  /** ISO 8601; null when never given one. */
  lastAssignedAt: string | null
  /** How many tickets of this requester they solved. */
  timesHelped: number
}

/** Everything a choice depends on, as plain data: stored with the choice, so that it can be made again. */
export interface RoutingInputs {
  /** Name of the team, for the explanation. */
  team: string
  /** ISO 8601. */
  at: string
  ticket: { language: string; skills: SkillWanted[] }
  candidates: Candidate[]
}

/** What set the chosen one apart from the last who could have had the ticket; `only`: there was nobody else. */
export type Decisive = 'only' | 'language' | 'busier' | 'knows' | 'skills' | 'load' | 'turn'

export interface AgentDecision {
  agent: Candidate | null
  considered: Considered[]
  why: string
}

/**
 * How much busier than the least busy somebody may be, in normal tickets, to be preferred for what they know. Without
 * a limit the one expert, or whoever helped everybody once, would get everything.
 */
const leeway = 1

type Narrowing = (candidates: Candidate[], inputs: RoutingInputs) => Candidate[]

/** What is looked at, in this order; who falls behind in one is out, whatever comes later. */
const narrowings: [Exclude<Decisive, 'only'>, Narrowing][] = [
  ['language', (all, { ticket }) => best(all, (each) => Number(speaks(each, ticket.language)))],
  ['busier', (all) => all.filter((each) => loadOf(each.open) <= leastLoad(all) + leeway)],
  ['knows', (all) => best(all, (each) => each.timesHelped)],
  ['skills', (all, { ticket }) => best(all, (each) => preferredGrades(each, ticket.skills))],
  ['load', (all) => best(all, (each) => -loadOf(each.open))],
  ['turn', (all) => best(all, (each) => -(each.lastAssignedAt ? Date.parse(each.lastAssignedAt) : 0))],
  ['turn', (all) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, 1)],
]

/**
 * The agent who gets a ticket. Of those who can take it now ({@link obstacle}) remain, step by step: who speaks the
 * requester's language; who is hardly busier than the least busy; who helped this requester most often; who is best in
 * the preferred skills; the least loaded; who waited longest; the first by id.
 * @returns `agent: null` when the ticket has to wait
 */
export function chooseAgent(inputs: RoutingInputs, words: Catalogue): AgentDecision {
  const because = words.because
  const able = inputs.candidates.filter((candidate) => obstacle(candidate, inputs, words) === null)
  const lost = new Map<string, Exclude<Decisive, 'only'>>()
  let decisive: Decisive = 'only'
  let left = able
  for (const [step, narrow] of narrowings) {
    const kept = left.length > 1 ? narrow(left, inputs) : left
    if (kept.length === left.length) continue
    for (const candidate of left) if (!kept.includes(candidate)) lost.set(candidate.id, step)
    decisive = step
    left = kept
  }
  const agent = left[0] ?? null
  const considered = inputs.candidates.map((candidate) => {
    const hindered = obstacle(candidate, inputs, words)
    const room = because.available(loadOf(candidate.open), candidate.capacity)
    const step = lost.get(candidate.id)
    return {
      agent: candidate.name,
      eligible: hindered === null,
      openTickets: countOf(candidate.open),
      reason: hindered ?? (step ? `${room}; ${because.passedOver[step]()}` : room),
    }
  })
  const why = agent
    ? because.agent[decisive](agent.name, countOf(agent.open), able.length)
    : because.nobody(inputs.team)
  return { agent, considered, why }
}

/** What keeps somebody from being given the ticket now, in words; null when nothing does. */
export function obstacle(candidate: Candidate, { at, ticket }: RoutingInputs, words: Catalogue): string | null {
  const { because } = words
  if (candidate.presence !== 'available') return because[candidate.presence]()
  if (isAway(candidate, at)) return because.awayUntil(candidate.awayUntil as string)
  if (isOffHours(candidate, at)) return because.offHours(candidate.hours?.timeZone ?? '')
  if (isFull(candidate)) return because.full(loadOf(candidate.open), candidate.capacity)
  const lacking = ticket.skills.filter(
    (skill) => skill.isRequired && gradeIn(skill.name, candidate.skills) < skill.grade,
  )
  return lacking.length > 0 ? because.unskilled(lacking.map(({ name, grade }) => `${name} ${grade}`).join(', ')) : null
}

/** Whether somebody can be given one more ticket at an instant, if it asks for nothing special. */
export function isFree(candidate: Candidate, at: string): boolean {
  return (
    candidate.presence === 'available' && !isAway(candidate, at) && !isOffHours(candidate, at) && !isFull(candidate)
  )
}

function isAway({ awayUntil }: Candidate, at: string): boolean {
  return awayUntil !== null && Date.parse(awayUntil) > Date.parse(at)
}

function isOffHours({ hours }: Candidate, at: string): boolean {
  return hours !== null && !isOpen(new Date(at), hours)
}

function isFull({ open, capacity }: Candidate): boolean {
  return loadOf(open) >= capacity
}

function speaks(candidate: Candidate, language: string): boolean {
  return candidate.languages.length === 0 || candidate.languages.includes(language)
}

function leastLoad(candidates: Candidate[]): number {
  return Math.min(...candidates.map((each) => loadOf(each.open)))
}

function preferredGrades(candidate: Candidate, wanted: readonly SkillWanted[]): number {
  return wanted
    .filter((skill) => !skill.isRequired)
    .map(({ name, grade }) => (gradeIn(name, candidate.skills) >= grade ? gradeIn(name, candidate.skills) : 0))
    .reduce((sum, grade) => sum + grade, 0)
}

function best(candidates: Candidate[], score: (candidate: Candidate) => number): Candidate[] {
  const scores = candidates.map(score)
  const highest = Math.max(...scores)
  return candidates.filter((_, index) => scores[index] === highest)
}
