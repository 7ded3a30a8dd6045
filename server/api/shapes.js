import { summarize } from '../../core/tickets/timeline.js';
const instant = (at) => at?.toISOString() ?? null;
export function showTicket(ticket) {
    return {
        number: ticket.number,
        subject: ticket.subject,
        state: ticket.state,
        level: ticket.level,
        priority: ticket.priority,
        category: ticket.category,
        source: ticket.source,
        team: ticket.team,
        assignee: ticket.assignee,
        requester: ticket.requester,
        sla: {
            firstResponseDue: instant(ticket.firstResponseDue),
            resolutionDue: instant(ticket.resolutionDue),
            firstRespondedAt: instant(ticket.firstRespondedAt),
            solvedAt: instant(ticket.solvedAt),
        },
        routing: ticket.routing,
        articlesTried: ticket.articlesTried,
        conversation: ticket.conversationId,
        createdAt: ticket.createdAt.toISOString(),
        updatedAt: ticket.updatedAt.toISOString(),
        version: ticket.version,
    };
}
export function showEntry(entry, words) {
    return { ...entry, at: entry.at.toISOString(), summary: summarize(entry, words) };
}
export function showPerson(person) {
    const { id, name, role, presence, capacity, language, teams } = person;
    return { id, name, email: person.email ?? person.claimedEmail, role, presence, capacity, language, teams };
}
export function showTeam(team, numbers) {
    const { members = 0, available = 0, waiting = 0 } = numbers ?? {};
    return { ...team, members, available, waiting };
}
export function showArticleSummary(article) {
    const { id, title, state, category, language, tags, version } = article;
    return { id, title, state, category, language, tags, version, updatedAt: article.updatedAt.toISOString() };
}
export function showArticle(article) {
    return {
        ...showArticleSummary(article),
        body: article.body,
        url: article.url,
        source: article.externalKey,
        phrasings: article.phrasings,
        createdAt: article.createdAt.toISOString(),
    };
}
