/** How to reach a database: an address, or the private socket of the embedded one. */
export type DatabaseConnection = { url: string } | { host: string; port: number; user: string; database: string }
