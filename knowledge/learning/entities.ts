import { EntitySchema } from 'typeorm'

/** Somebody's verdict on an article for a question. */
export const PhrasingVoteEntity = new EntitySchema<{ phrasingId: string; personId: string; helped: boolean; at: Date }>(
  {
    name: 'phrasing_vote',
    columns: {
      phrasingId: { name: 'phrasing_id', type: 'uuid', primary: true },
      personId: { name: 'person_id', type: 'uuid', primary: true },
      helped: { type: 'boolean' },
      at: { type: 'timestamptz', default: () => 'now()' },
    },
  },
)
