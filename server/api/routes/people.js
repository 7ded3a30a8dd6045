import { Type } from 'typebox';
import { notifyChange } from '../../../core/delivery/store.js';
import { canWork } from '../../../core/people/person.js';
import { getPerson, insertPerson, listPeople, setTeams, updatePerson } from '../../../core/people/store.js';
import { assignWaiting } from '../../../core/routing/assign.js';
import { admins, agents, callerOf } from '../../auth/caller.js';
import { hashPassword } from '../../auth/secrets.js';
import { closeSessionsOf } from '../../auth/store.js';
import { pageOf, unpackCursor } from '../cursor.js';
import { write } from '../idempotency.js';
import { RequestRefused } from '../problem.js';
import { OneOf, PageQuery } from '../schemas/common.js';
import { Person, PersonChange, PersonCreate, PersonPage, personRoles } from '../schemas/people.js';
import { showPerson } from '../shapes.js';
const tags = ['people'];
const PeopleQuery = Type.Object({
    ...PageQuery.properties,
    role: Type.Optional(OneOf([...personRoles, 'staff'], { description: '`staff`: everybody but requesters' })),
    q: Type.Optional(Type.String({ maxLength: 200, description: 'part of the name or address' })),
});
const Id = Type.Object({ id: Type.String({ description: 'uuid, or `me`' }) });
/** People: employees and those who help them. */
export function addPeopleRoutes(api, { helpdesk, now }) {
    const { transact } = helpdesk;
    api.get('/people', {
        config: { roles: agents },
        schema: { tags, summary: 'People by name', querystring: PeopleQuery, response: { 200: PersonPage } },
    }, async (request) => {
        const { role, q, cursor, limit = 25 } = request.query;
        const after = unpackCursor(cursor, ['name', 'id']);
        const people = await transact((tx) => listPeople(tx, {
            ...(role === 'staff' ? { staff: true } : role ? { role: role } : {}),
            ...(q?.trim() ? { q: q.trim() } : {}),
            ...(after ? { after } : {}),
            limit: limit + 1,
        }));
        const page = pageOf(people, limit, (last) => ({ name: last.name.toLowerCase(), id: last.id }));
        return { ...page, items: page.items.map(showPerson) };
    });
    api.post('/people', {
        config: { roles: admins },
        schema: { tags, summary: 'Add a person', body: PersonCreate, response: { 201: Person } },
    }, async (request, reply) => {
        const { password, teams = [], language = 'en', capacity, ...person } = request.body;
        const passwordHash = password ? await hashPassword(password) : null;
        return write(transact, request, reply, async (tx) => {
            const id = await insertPerson(tx, { ...person, language, passwordHash, ...(capacity ? { capacity } : {}) });
            await setTeams(tx, id, teams);
            return { status: 201, body: showPerson(await getPerson(tx, id)) };
        });
    });
    api.patch('/people/:id', {
        config: { roles: agents },
        schema: {
            tags,
            summary: 'Change a person; agents may change themselves',
            params: Id,
            body: PersonChange,
            response: { 200: Person },
        },
    }, async (request) => {
        const caller = callerOf(request);
        const id = request.params.id === 'me' ? caller.person?.id : request.params.id;
        if (!id)
            throw new RequestRefused(422, 'not_a_person', 'This token belongs to no person, so `me` means nobody. Name the person by id.');
        const { teams, password, ...change } = request.body;
        if (caller.role !== 'admin')
            refuseForeign(id === caller.person?.id, Object.keys(request.body));
        const passwordHash = password ? await hashPassword(password) : undefined;
        return transact(async (tx) => {
            await updatePerson(tx, id, { ...change, ...(passwordHash ? { passwordHash } : {}) });
            if (teams)
                await setTeams(tx, id, teams);
            if (passwordHash || change.role)
                await closeSessionsOf(tx, id);
            const person = await getPerson(tx, id);
            await giveWork(tx, person, now());
            await notifyChange(tx, { presence: true });
            return showPerson(person);
        });
    });
}
/** What an agent may change about themselves without an admin. */
const own = ['presence', 'language', 'capacity', 'password', 'name'];
function refuseForeign(isSelf, fields) {
    const foreign = isSelf ? fields.filter((field) => !own.includes(field)) : fields;
    if (foreign.length > 0 || !isSelf)
        throw new RequestRefused(403, 'not_allowed', `Only an admin may change ${isSelf ? foreign.join(', ') : 'other people'}.`);
}
/** Somebody who is there with room for more gets what waits in their teams. */
async function giveWork(tx, person, now) {
    if (canWork(person.role) && person.presence === 'available')
        await assignWaiting(tx, person.teams, now);
}
