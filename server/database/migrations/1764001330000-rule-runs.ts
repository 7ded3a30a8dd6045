import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What a rule did can be listed, newest first. */
export class RuleRuns1764001330000 implements MigrationInterface {
  readonly name = 'RuleRuns1764001330000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index timeline_entry_rule on timeline_entry ((data->>'rule'), id)
        where kind in ('rule_ran', 'rule_failed', 'rule_stopped')
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index timeline_entry_rule')
  }
}
