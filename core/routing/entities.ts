import { EntitySchema } from 'typeorm'
import type { RoutingInputs } from './choose-agent.ts'
import type { SkillWanted } from './skill.ts'

export interface CategoryRow {
  id: string
  name: string
  keywords: string[]
  teamId: string | null
  skills: SkillWanted[]
  createdAt: Date
}
export const CategoryEntity = new EntitySchema<CategoryRow>({
  name: 'category',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    name: { type: 'text' },
    keywords: { type: 'text', array: true, default: [] },
    teamId: { name: 'team_id', type: 'uuid', nullable: true },
    skills: { type: 'jsonb', default: [] },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
  },
})

export interface RoutingDecisionRow {
  id: string
  ticketNumber: string
  agentId: string | null
  inputs: RoutingInputs
  decidedAt: Date
}
export const RoutingDecisionEntity = new EntitySchema<RoutingDecisionRow>({
  name: 'routing_decision',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    ticketNumber: { name: 'ticket_number', type: 'bigint' },
    agentId: { name: 'agent_id', type: 'uuid', nullable: true },
    inputs: { type: 'jsonb' },
    decidedAt: { name: 'decided_at', type: 'timestamptz' },
  },
})
