import { Type } from 'typebox'
import { Instant, Nullable, OneOf, Page } from './common.ts'
import { Hours, Languages, presences, Skills, SkillsWanted } from './people.ts'
import { Considered } from './ticket.ts'

const Count = Type.Integer({ minimum: 0 })

const Candidate = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  presence: OneOf(presences),
  awayUntil: Nullable(Instant),
  hours: Nullable(Hours),
  languages: Languages,
  skills: Skills,
  open: Type.Object({ low: Count, normal: Count, high: Count, urgent: Count }),
  capacity: Type.Integer(),
  lastAssignedAt: Nullable(Instant),
  timesHelped: Type.Integer({ description: 'how many tickets of this requester they solved' }),
})

/** The choices made for a ticket; `why` and `considered` follow from `inputs` alone. */
export const RoutingDecisions = Page(
  Type.Object({
    agent: Nullable(Type.String({ format: 'uuid', description: 'null: the ticket had to wait' })),
    why: Type.String(),
    considered: Considered,
    inputs: Type.Object({
      team: Type.String(),
      at: Instant,
      ticket: Type.Object({ language: Type.String(), skills: SkillsWanted }),
      candidates: Type.Array(Candidate),
    }),
  }),
)
