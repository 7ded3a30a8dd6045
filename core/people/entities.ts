import { EntitySchema } from 'typeorm'
import type { Language } from '../ports.ts'
import type { Skill } from '../routing/skill.ts'
import type { Hours } from '../sla/business-calendar.ts'
import type { Presence, Role } from './person.ts'
import type { Level } from './team.ts'

const uuidKey = { type: 'uuid', primary: true, generated: 'uuid' } as const
const createdAt = { name: 'created_at', type: 'timestamptz', default: () => 'now()' } as const

export interface PersonRow {
  id: string
  name: string
  email: string | null
  claimedEmail: string | null
  role: Role
  language: Language
  passwordHash: string | null
  presence: Presence
  capacity: number
  skills: Skill[]
  languages: string[]
  workingHours: Hours | null
  awayUntil: Date | null
  lastAssignedAt: Date | null
  createdAt: Date
}
export const PersonEntity = new EntitySchema<PersonRow>({
  name: 'person',
  columns: {
    id: uuidKey,
    name: { type: 'text' },
    email: { type: 'text', nullable: true },
    claimedEmail: { name: 'claimed_email', type: 'text', nullable: true },
    role: { type: 'text', default: 'requester' },
    language: { type: 'text', default: 'en' },
    passwordHash: { name: 'password_hash', type: 'text', nullable: true },
    presence: { type: 'text', default: 'offline' },
    capacity: { type: 'integer', default: 20 },
    skills: { type: 'jsonb', default: [] },
    languages: { type: 'text', array: true, default: [] },
    workingHours: { name: 'working_hours', type: 'jsonb', nullable: true },
    awayUntil: { name: 'away_until', type: 'timestamptz', nullable: true },
    lastAssignedAt: { name: 'last_assigned_at', type: 'timestamptz', nullable: true },
    createdAt,
  },
})

export interface IdentityRow {
  id: string
  personId: string
  channel: string
  workspace: string
  externalId: string
  displayName: string | null
  createdAt: Date
}
export const IdentityEntity = new EntitySchema<IdentityRow>({
  name: 'identity',
  columns: {
    id: uuidKey,
    personId: { name: 'person_id', type: 'uuid' },
    channel: { type: 'text' },
    workspace: { type: 'text' },
    externalId: { name: 'external_id', type: 'text' },
    displayName: { name: 'display_name', type: 'text', nullable: true },
    createdAt,
  },
})

export interface TeamRow {
  id: string
  name: string
  level: Level
  isDefault: boolean
  hours: Hours
  firstResponseMinutes: number
  resolutionMinutes: number
  createdAt: Date
}
export const TeamEntity = new EntitySchema<TeamRow>({
  name: 'team',
  columns: {
    id: uuidKey,
    name: { type: 'text' },
    level: { type: 'text' },
    isDefault: { name: 'is_default', type: 'boolean', default: false },
    hours: { type: 'jsonb' },
    firstResponseMinutes: { name: 'first_response_minutes', type: 'integer', default: 240 },
    resolutionMinutes: { name: 'resolution_minutes', type: 'integer', default: 1440 },
    createdAt,
  },
})

export interface MembershipRow {
  teamId: string
  personId: string
  createdAt: Date
}
export const MembershipEntity = new EntitySchema<MembershipRow>({
  name: 'membership',
  columns: {
    teamId: { name: 'team_id', type: 'uuid', primary: true },
    personId: { name: 'person_id', type: 'uuid', primary: true },
    createdAt,
  },
})
