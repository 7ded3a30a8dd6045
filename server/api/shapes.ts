/** Domain values as the API shows them. */
import type { Catalogue } from '../../core/messages/catalogue.ts'
import type { Person as DomainPerson } from '../../core/people/person.ts'
import type { Team as DomainTeam } from '../../core/people/team.ts'
import type { Ticket as DomainTicket } from '../../core/tickets/ticket.ts'
import { type TimelineEntry as DomainEntry, summarize } from '../../core/tickets/timeline.ts'
import type { Article as DomainArticle, ArticleSummary as DomainSummary } from '../../knowledge/articles/article.ts'
import type { Explanation } from '../../knowledge/index.ts'
import type { AnswerExplained, Article, ArticleSummary } from './schemas/article.ts'
import type { Person, Team } from './schemas/people.ts'
import type { Ticket, TimelineEntry } from './schemas/ticket.ts'

const instant = (at: Date | null) => at?.toISOString() ?? null

export function showTicket(ticket: DomainTicket): Ticket {
  return {
    number: ticket.number,
    subject: ticket.subject,
    state: ticket.state,
    level: ticket.level,
    priority: ticket.priority,
    impact: ticket.impact,
    urgency: ticket.urgency,
    category: ticket.category,
    tags: ticket.tags,
    fields: ticket.fields,
    snoozedUntil: instant(ticket.snoozedUntil),
    mergedInto: ticket.mergedInto,
    returns: ticket.returns,
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
  }
}

export function showEntry(entry: DomainEntry, words: Catalogue): TimelineEntry {
  return { ...entry, at: entry.at.toISOString(), summary: summarize(entry, words) }
}

export function showPerson(person: DomainPerson): Person {
  const { id, name, role, presence, capacity, language, teams, skills, languages, workingHours } = person
  const email = person.email ?? person.claimedEmail
  const awayUntil = instant(person.awayUntil)
  return { id, name, email, role, presence, capacity, language, teams, skills, languages, workingHours, awayUntil }
}

export function showTeam(
  team: DomainTeam,
  numbers: { members: number; available: number; waiting: number } | undefined,
): Team {
  const { members = 0, available = 0, waiting = 0 } = numbers ?? {}
  return { ...team, members, available, waiting }
}

export function showArticleSummary(article: DomainSummary): ArticleSummary {
  const { id, title, state, category, language, tags, version } = article
  return { id, title, state, category, language, tags, version, updatedAt: article.updatedAt.toISOString() }
}

export function showArticle(article: DomainArticle): Article {
  return {
    ...showArticleSummary(article),
    body: article.body,
    url: article.url,
    source: article.externalKey,
    phrasings: article.phrasings,
    createdAt: article.createdAt.toISOString(),
  }
}

export function showExplanation({ answer, reason, thresholds, terms, candidates }: Explanation): AnswerExplained {
  return {
    intent: answer.intent,
    language: answer.language,
    reason,
    thresholds,
    terms,
    candidates: candidates.map(({ articleId, ...candidate }) => ({ article: articleId, ...candidate })),
  }
}
