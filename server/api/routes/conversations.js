import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { getConversation, newestAt, readTranscript } from '../../../core/conversations/store.js';
import { DomainError } from '../../../core/errors.js';
import { callerOf, channels, channelsAndAgents } from '../../auth/caller.js';
import { keyOf } from '../idempotency.js';
import { RequestRefused } from '../problem.js';
import { Conversation, ConversationAction, ConversationMessage, ConversationStart } from '../schemas/conversation.js';
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const tags = ['conversations'];
/** The name of the channel that custom channels and tests share. */
const channel = 'api';
/** Conversations of custom channels: what they send goes through the inbox like any other channel's. */
export function addConversationRoutes(api, { helpdesk, now }) {
    const { transact, inbox } = helpdesk;
    api.post('/conversations', {
        config: { roles: channels },
        schema: { tags, summary: 'A requester asks', body: ConversationStart, response: { 201: Conversation } },
    }, async (request, reply) => {
        const { requester, text, externalId } = request.body;
        refuseBlank(text);
        const workspace = callerOf(request).key;
        const id = externalId ?? keyOf(request) ?? randomUUID();
        const sender = requester.email.toLowerCase();
        const place = { channel, workspace, conversationKey: `start/${id}` };
        await takeIn({
            ...place,
            externalId: `start/${id}`,
            address: { sender },
            sender: {
                externalId: sender,
                name: requester.name ?? null,
                email: requester.email,
                emailVerified: true,
                language: null,
            },
            at: now().toISOString(),
            kind: 'message',
            text,
        });
        reply.code(201);
        return transact(async (tx) => readTranscript(tx, (await newestAt(tx, place)) ?? ''));
    });
    api.post('/conversations/:id/messages', {
        config: { roles: channels },
        schema: {
            tags,
            summary: 'The requester writes on',
            params: Id,
            body: ConversationMessage,
            response: { 201: Conversation },
        },
    }, async (request, reply) => {
        const { text, externalId } = request.body;
        refuseBlank(text);
        reply.code(201);
        return continueWith(request.params.id, externalId ?? keyOf(request) ?? randomUUID(), { kind: 'message', text });
    });
    api.post('/conversations/:id/actions', {
        config: { roles: channels },
        schema: {
            tags,
            summary: 'The requester presses a button',
            params: Id,
            body: ConversationAction,
            response: { 201: Conversation },
        },
    }, async (request, reply) => {
        const { action, value, externalId } = request.body;
        await refuseUnoffered(request.params.id, action, value);
        reply.code(201);
        const id = externalId ?? keyOf(request) ?? randomUUID();
        return continueWith(request.params.id, id, { kind: 'action', action, value: value ?? null });
    });
    api.get('/conversations/:id', {
        config: { roles: channelsAndAgents },
        schema: { tags, summary: 'A conversation with its messages', params: Id, response: { 200: Conversation } },
    }, async (request) => {
        const { role } = callerOf(request);
        return transact(async (tx) => {
            const transcript = await readTranscript(tx, request.params.id);
            // A custom channel has no business in the chats of the others.
            if (role === 'channel' && transcript.channel !== channel)
                throw new DomainError('conversation_not_found');
            return transcript;
        });
    });
    const takeIn = async (event) => inbox.handled((await inbox.accept(event)).id);
    const continueWith = async (id, externalId, what) => {
        const conversation = await transact((tx) => getConversation(tx, id));
        if (conversation.channel !== channel)
            throw new RequestRefused(403, 'other_channel', `This conversation takes place in ${conversation.channel}; only its requester can write there.`);
        const place = { channel, workspace: conversation.workspace, conversationKey: conversation.key };
        const { sender } = conversation.address;
        await takeIn({
            ...place,
            externalId: `${conversation.key}/${externalId}`,
            address: conversation.address,
            sender: { externalId: sender, name: null, email: sender, emailVerified: true, language: null },
            at: now().toISOString(),
            ...what,
        });
        // A closed conversation is followed by a new one at the same place.
        return transact(async (tx) => readTranscript(tx, (await newestAt(tx, place)) ?? id));
    };
    const refuseUnoffered = async (id, action, value) => {
        if (action !== 'choose')
            return;
        if (value === undefined)
            throw new RequestRefused(400, 'invalid_request', 'body/value is missing: `choose` needs the id of one of the suggested articles.');
        const { state } = await transact((tx) => getConversation(tx, id));
        const known = [
            ...state.memory.offers.map((offer) => offer.articleId),
            ...state.memory.tried.map((article) => article.id),
        ];
        if (!known.includes(value))
            throw new DomainError('article_not_offered');
    };
}
function refuseBlank(text) {
    if (text.trim() === '')
        throw new RequestRefused(400, 'invalid_request', 'body/text holds nothing but spaces; expected what the requester wrote.');
}
