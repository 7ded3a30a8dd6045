import { Type } from 'typebox'
import { Instant, Nullable, OneOf, Page } from './common.ts'

const Text = Type.String({
  minLength: 1,
  maxLength: 10_000,
  description: 'as docs/automation.md says',
  examples: ['when ticket created if category is "VPN" then assign team "Network"'],
})

/** Something an author should look at: rules that undo each other, names that are gone. */
const Warning = Type.Object({
  rule: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
  text: Type.String(),
})

export const Rule = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  text: Type.String({ description: 'as it was written' }),
  line: Type.String({ description: 'the rule on one line, as it can be written' }),
  reading: Type.String({ description: 'the rule as one reads it aloud, in the language of the reader' }),
  enabled: Type.Boolean(),
  nextRunAt: Nullable(Instant),
  warnings: Type.Array(Warning),
  version: Type.Integer(),
  changedBy: Type.String(),
  changedAt: Instant,
})
export const RulePage = Page(Rule)

export const RuleWrite = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    text: Text,
    enabled: Type.Optional(Type.Boolean({ default: true })),
    version: Type.Optional(Type.Integer({ description: 'the version you saw' })),
  },
  { additionalProperties: false },
)

export const RuleOrder = Type.Object(
  { rules: Type.Array(Type.String({ format: 'uuid' }), { description: 'ids of all rules, first to run first' }) },
  { additionalProperties: false },
)

export const RuleVersions = Page(
  Type.Object({
    version: Type.Integer(),
    name: Type.String(),
    text: Type.String(),
    enabled: Type.Boolean(),
    changedBy: Type.String(),
    changedAt: Instant,
  }),
)

export const RuleRuns = Page(
  Type.Object({
    ticket: Type.Integer(),
    at: Instant,
    outcome: OneOf(['rule_ran', 'rule_failed', 'rule_stopped']),
    summary: Type.String({ description: 'what happened, in a sentence' }),
    why: Type.Array(Type.String(), { description: 'the conditions that held, with what was found' }),
  }),
)

export const RuleText = Type.Object({ text: Text }, { additionalProperties: false })
export const RuleChecked = Type.Object({
  line: Rule.properties.line,
  reading: Rule.properties.reading,
  nextRunAt: Nullable(Instant),
  warnings: Type.Array(Warning),
})

export const RuleDryRun = Type.Object(
  { text: Text, cursor: Type.Optional(Type.String({ description: '`next` of the page before' })) },
  { additionalProperties: false },
)
export const RuleDryRunPage = Type.Object({
  items: Type.Array(
    Type.Object({
      ticket: Type.Integer(),
      subject: Type.String(),
      at: Instant,
      why: Type.Array(Type.Object({ condition: Type.String(), holds: Type.Boolean(), found: Type.String() })),
    }),
  ),
  looked: Type.Integer({ description: 'events or tickets looked at for this page' }),
  next: Nullable(Type.String()),
})
