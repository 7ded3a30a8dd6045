import { findByEmail } from '../../core/people/store.js';
import { createToken } from '../auth/store.js';
import { CommandRefused, withDatabase } from './session.js';
/** Makes an API token and prints it: only its digest is stored, so this is the one time it is seen. */
export async function createTokenCommand(config, options) {
    const secret = await withDatabase(config, (transact) => transact(async (tx) => {
        const person = options.person ? await findByEmail(tx, options.person) : null;
        if (options.person && !person)
            throw new CommandRefused(`--person: nobody is known under ${options.person}; add them first: firstline user create`);
        return createToken(tx, { name: options.name, role: options.role, personId: person?.id ?? null });
    }));
    console.log(secret);
}
