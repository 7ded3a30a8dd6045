import { CommandRefused } from './cli/session.js';
import { ConfigurationWrong } from './config.js';
import { DatabaseTooNew } from './database/data-source.js';
import { DatabaseCannotStart } from './database/embedded/errors.js';
import { FolderInUse } from './database/folder-claim.js';
/** The one clear message for a failure that the person at the keyboard can mend; null for a bug of ours. */
export function expectedMistake(error) {
    if (error instanceof CommandRefused ||
        error instanceof ConfigurationWrong ||
        error instanceof DatabaseCannotStart ||
        error instanceof DatabaseTooNew ||
        error instanceof FolderInUse)
        return error.message;
    if (!(error instanceof Error) || !('code' in error))
        return null;
    const { code } = error;
    switch (code) {
        case 'EADDRINUSE':
            return `PORT: ${error.port} is taken by another program; choose another one with PORT=….`;
        case 'EADDRNOTAVAIL':
            return `HOST: this machine has no address ${error.address}; expected one of its own, such as 127.0.0.1 or 0.0.0.0.`;
        case 'EACCES':
            return `PORT: no permission to listen there (${error.message}); choose a port above 1023.`;
        case 'ECONNREFUSED':
        case 'ENOTFOUND':
        case 'EAI_AGAIN':
        case 'ETIMEDOUT':
            return `DATABASE_URL: the database was not reached (${error.message}); check host and port, and that Postgres is running.`;
        case '28P01':
        case '28000':
            return `DATABASE_URL: Postgres refused the user or password (${error.message}).`;
        case '3D000':
            return `DATABASE_URL: ${error.message}; create it first: createdb NAME.`;
        case '42501':
            return `DATABASE_URL: the user may not create tables there (${error.message}).`;
        default:
            return null;
    }
}
