import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Which ticket lives on where some were merged, one into another and that into a third. */
export class SurvivingTickets1764001210000 implements MigrationInterface {
  readonly name = 'SurvivingTickets1764001210000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function surviving_ticket(wanted bigint) returns bigint language sql stable as $$
        with recursive way (number, next) as (
          select number, merged_into from ticket where number = wanted
          union select t.number, t.merged_into from way join ticket t on t.number = way.next)
        select number from way where next is null
      $$;
      create function merged_tickets(survivor bigint) returns setof bigint language sql stable as $$
        with recursive way (number) as (
          select survivor union select t.number from way join ticket t on t.merged_into = way.number)
        select number from way
      $$;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function merged_tickets(bigint); drop function surviving_ticket(bigint)')
  }
}
