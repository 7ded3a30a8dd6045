import { EntitySchema } from 'typeorm'

export interface CategoryRow {
  id: string
  name: string
  keywords: string[]
  teamId: string | null
  createdAt: Date
}
export const CategoryEntity = new EntitySchema<CategoryRow>({
  name: 'category',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    name: { type: 'text' },
    keywords: { type: 'text', array: true, default: [] },
    teamId: { name: 'team_id', type: 'uuid', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
  },
})
