import type { DataSource, EntityManager } from 'typeorm'

/** An open database transaction. Stores take it first; nothing but stores and entities asks it anything. */
export type Transaction = EntityManager

/** Runs work in one transaction: all of it is committed or, when it throws, none. */
export type Transact = <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>

/** The way to open transactions on a database. */
export function transactOn(database: DataSource): Transact {
  return (work) => database.transaction(work)
}
