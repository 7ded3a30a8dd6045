/** How to reach an embedded database: `host` is the private directory of its Unix socket. */
export interface EmbeddedConnection {
  host: string
  port: number
  user: string
  database: string
}

/** What a keeper says to a user, one line of JSON each: any number of notes, then one of the others. */
export type Greeting =
  /** What it is busy with, for a person who waits. */
  | { note: string }
  /** The database is there for as long as the connection. */
  | { ready: EmbeddedConnection }
  /** Another keeper serves the folder: connect to that one. */
  | { elsewhere: true }
  /** It cannot be started: the text of DatabaseCannotStart. */
  | { error: string }
