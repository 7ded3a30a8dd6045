import { EntitySchema } from 'typeorm'
import { type QueueRow, queueColumns } from '../delivery/entities.ts'
import type { Rule } from './rule.ts'

const now = (name: string) => ({ name, type: 'timestamptz', default: () => 'now()' }) as const

export interface AutomationRuleRow {
  id: string
  name: string
  position: number
  enabled: boolean
  text: string
  rule: Rule
  events: string[]
  version: number
  changedBy: string
  changedAt: Date
  createdAt: Date
}
export const AutomationRuleEntity = new EntitySchema<AutomationRuleRow>({
  name: 'automation_rule',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    name: { type: 'text' },
    position: { type: 'integer' },
    enabled: { type: 'boolean' },
    text: { type: 'text' },
    rule: { type: 'jsonb' },
    events: { type: 'text', array: true },
    version: { type: 'integer', default: 1 },
    changedBy: { name: 'changed_by', type: 'text' },
    changedAt: now('changed_at'),
    createdAt: now('created_at'),
  },
})

export interface AutomationRuleVersionRow {
  ruleId: string
  version: number
  name: string
  text: string
  enabled: boolean
  author: string
  createdAt: Date
}
export const AutomationRuleVersionEntity = new EntitySchema<AutomationRuleVersionRow>({
  name: 'automation_rule_version',
  columns: {
    ruleId: { name: 'rule_id', type: 'uuid', primary: true },
    version: { type: 'integer', primary: true },
    name: { type: 'text' },
    text: { type: 'text' },
    enabled: { type: 'boolean' },
    author: { type: 'text' },
    createdAt: now('created_at'),
  },
})

export const AutomationEventEntity = new EntitySchema<QueueRow>({
  name: 'automation_event',
  columns: queueColumns,
})

export interface AutomationHoldRow {
  ruleId: string
  ticketNumber: string
  since: Date
}
export const AutomationHoldEntity = new EntitySchema<AutomationHoldRow>({
  name: 'automation_hold',
  columns: {
    ruleId: { name: 'rule_id', type: 'uuid', primary: true },
    ticketNumber: { name: 'ticket_number', type: 'bigint', primary: true },
    since: { type: 'timestamptz' },
  },
})

/** All entities of rules. */
export const automationEntities = [
  AutomationRuleEntity,
  AutomationRuleVersionEntity,
  AutomationEventEntity,
  AutomationHoldEntity,
]
