import type { ErrorCode } from '../errors.ts'
import { rules } from './rules/en.ts'

type Data = Record<string, string | number>

/** What the bot and the helpdesk say, in English. `de.ts` has the same keys by type. */
export const en = {
  greeting: () =>
    'Hello! Ask me anything about work here, and I will look it up. If I cannot help, I bring in a person.',
  welcome: () => 'You are welcome. Just write when there is something else.',
  answer: (heading: string | null, passage: string) => (heading ? `**${heading}**\n\n${passage}` : passage),
  suggest: () => 'I am not certain which of these you mean. Does one of them fit?',
  chosen: (heading: string | null, passage: string) => (heading ? `**${heading}**\n\n${passage}` : passage),
  rephrase: () =>
    'I have not found anything that fits. Could you say it in other words, perhaps with the name of the system or the form? Or I bring in a person.',
  resolved: () => 'Glad that helped. Ask away whenever there is something else.',
  handedOffTo: (ticket: number, agent: string, team: string, due: string) =>
    `I have passed this to **${agent}** (${team}) with everything written here, as ticket **#${ticket}**. You can expect an answer by ${due}, right here. Anything you add reaches the ticket.`,
  handedOffWaiting: (ticket: number, team: string, due: string) =>
    `I have passed this to **${team}** with everything written here, as ticket **#${ticket}**. Nobody is free at the moment; you can expect an answer by ${due}, right here. Anything you add reaches the ticket.`,
  handedOffClosed: (ticket: number, team: string, due: string) =>
    `I have passed this to **${team}** with everything written here, as ticket **#${ticket}**. They are not at work at this hour; you can expect an answer by ${due}, right here. Anything you add reaches the ticket.`,
  urgent: () =>
    'This sounds urgent, so I am bringing in a person at once. If somebody is in danger, call your local emergency number now.',
  urgentArticle: (title: string) => `Until then, this may help: **${title}**`,
  merged: (number: number, into: number) =>
    `Your request #${number} is about the same as #${into}, so we go on there. What you write here reaches us all the same.`,
  solvedByAgent: (agent: string, ticket: number) =>
    `${agent} has marked ticket #${ticket} as solved. If it is not, just write here and it opens again. How was the help?`,
  rated: () => 'Thank you for telling us.',
  stars: (stars: number) => `${stars} ★`,
  solvedButton: () => 'That solved it',
  notHelpfulButton: () => 'Did not help',
  noneButton: () => 'None of these',
  personButton: () => 'Talk to a person',
  untitled: () => 'Request for help',
  requesterWithoutName: () => 'Visitor',
  emptyQuestion: () => 'I could not read a question in that. Could you write it in a sentence?',
  corrected: (text: string) => `*Correction:* ${text}`,
  fileOnly: () =>
    'I keep your file with this conversation, but I cannot read it. Say in a sentence what it is about, or I bring in a person.',
  fileFault: {
    too_large: () => 'it is too large',
    empty: () => 'it is empty',
    wrong_length: () => 'only a part of it arrived',
    refused: () => 'it is not there any more, or we may not read it',
    unreachable: () => 'the platform could not be reached',
  },
  because: {
    category: (category: string, words: string) => `Category “${category}”: the request speaks of ${words}.`,
    noCategory: () => 'No category fits the request.',
    categoryTeam: (team: string) => `The category belongs to ${team}.`,
    defaultTeam: (team: string, level: string) => `${team} takes what no category claims at the ${level} level.`,
    levelTeam: (team: string, level: string) => `${team} takes it at the ${level} level.`,
    chosenTeam: (team: string) => `${team} was chosen by hand.`,
    agent: {
      only: (agent: string, count: number, _others: number) =>
        `${agent} has the fewest open tickets (${count}) of 1 available agent.`,
      language: (agent: string, count: number, others: number) =>
        `${agent} (${count} open) alone speaks the requester’s language of ${others} available agents.`,
      busier: (agent: string, count: number, others: number) =>
        `${agent} has the fewest open tickets (${count}) of ${others} available agents.`,
      knows: (agent: string, count: number, others: number) =>
        `${agent} (${count} open) helped this requester before, and is hardly busier than any of ${others} available agents.`,
      skills: (agent: string, count: number, others: number) =>
        `${agent} (${count} open) is best in what it asks for, and hardly busier than any of ${others} available agents.`,
      load: (agent: string, count: number, others: number) =>
        `${agent} has the fewest open tickets (${count}) of ${others} available agents.`,
      turn: (agent: string, count: number, others: number) =>
        `${agent} has the fewest open tickets (${count}) of ${others} available agents, and waited longest for one.`,
    },
    passedOver: {
      language: () => 'does not speak the requester’s language',
      busier: () => 'has more to do',
      knows: () => 'helped this requester less often',
      skills: () => 'is less good in what it asks for',
      load: () => 'has more to do',
      turn: () => 'was given one more lately',
    },
    nobody: (team: string) => `Nobody in ${team} is available with room for another ticket, so it waits in the queue.`,
    moved: (by: string, reason: string) => `Moved here by ${by}: “${reason}”.`,
    byHand: (agent: string, by: string) => `Assigned to ${agent} by ${by}.`,
    backToQueue: (by: string) => `Put back into the queue by ${by}.`,
    available: (count: number, capacity: number) => `available, ${count} of ${capacity} tickets`,
    away: () => 'away',
    offline: () => 'offline',
    awayUntil: (instant: string) => `away until ${instant}`,
    offHours: (zone: string) => `outside working hours (${zone})`,
    unskilled: (skills: string) => `lacks ${skills}`,
    full: (count: number, capacity: number) => `has no room: ${count} of ${capacity} tickets`,
  },
  level: { second: () => 'second', third: () => 'third' },
  state: {
    new: () => 'new',
    open: () => 'open',
    pending: () => 'waiting for the requester',
    on_hold: () => 'on hold',
    solved: () => 'solved',
    closed: () => 'closed',
  },
  priority: { low: () => 'low', normal: () => 'normal', high: () => 'high', urgent: () => 'urgent' },
  reason: {
    asked_for_person: () => 'the requester asked for a person',
    urgent: () => 'the request sounds urgent',
    nothing_found: () => 'nothing fitting was found',
    not_helpful: () => 'the answer did not help',
    opened_by_agent: () => 'opened by an agent',
    split: () => 'split off another ticket',
  },
  timeline: {
    created: (reason: string) => `Ticket opened: ${reason}.`,
    recorded: () => 'What the ticket was until then was recorded.',
    routed: (team: string, level: string) => `Routed to ${team} (${level} level).`,
    assigned: (agent: string) => `Assigned to ${agent}.`,
    queued: (team: string) => `Waiting in the queue of ${team}.`,
    requester_message: (name: string) => `${name} wrote.`,
    reply: (name: string) => `${name} answered the requester.`,
    note: (name: string) => `${name} left an internal note.`,
    state_changed: (name: string, state: string) => `${name} set the state to ${state}.`,
    escalated: (name: string, team: string, reason: string) => `${name} escalated to ${team}: ${reason}`,
    deescalated: (name: string, team: string, reason: string) => `${name} gave it back to ${team}: ${reason}`,
    moved: (name: string, team: string, reason: string) => `${name} passed it on to ${team}: ${reason}`,
    priority_changed: (name: string, priority: string) => `${name} set the priority to ${priority}.`,
    category_changed: (name: string, category: string) => `${name} set the category to ${category}.`,
    category_removed: (name: string) => `${name} took the category away.`,
    subject_changed: (name: string, subject: string) => `${name} set the subject to “${subject}”.`,
    tags_changed: (name: string, added: string, removed: string) =>
      `${name} ${[added && `added the tags ${added}`, removed && `took away the tags ${removed}`].filter(Boolean).join(' and ')}.`,
    fields_changed: (name: string, fields: string) => `${name} filled in ${fields}.`,
    watcher_added: (person: string) => `${person} watches the ticket.`,
    watcher_removed: (person: string) => `${person} no longer watches the ticket.`,
    linked: {
      related: (number: number, subject: string) => `Related to #${number}: ${subject}`,
      parent: (number: number, subject: string) => `Part of #${number}: ${subject}`,
      child: (number: number, subject: string) => `#${number} is part of this one: ${subject}`,
      duplicate: (number: number, subject: string) => `Says the same as #${number}: ${subject}`,
      duplicated_by: (number: number, subject: string) => `#${number} says the same: ${subject}`,
    },
    unlinked: (name: string, number: number) => `${name} removed the link to #${number}.`,
    merged_into: (name: string, number: number) => `${name} merged this ticket into #${number}.`,
    merged_from: (name: string, number: number, requester: string) =>
      `${name} merged #${number} of ${requester} into this ticket.`,
    split_into: (name: string, number: number) => `${name} made #${number} from part of this ticket.`,
    split_from: (name: string, number: number) => `${name} made this ticket from part of #${number}.`,
    snoozed: (name: string, until: string) => `${name} put the ticket to sleep until ${until}.`,
    woken: {
      time: () => 'The ticket is awake again: its time has come.',
      requester: () => 'The ticket is awake again: the requester wrote.',
      agent: () => 'The ticket is awake again.',
    },
    returned: (number: number, subject: string) => `It has been here before: #${number}, ${subject}`,
    leads_alerted: (name: string, leads: string) => `${name} called the leads${leads === '' ? '' : `: ${leads}`}.`,
    rule_ran: (rule: string) => `The rule “${rule}” matched.`,
    rule_stopped: {
      own_effect: (rule: string, chain: string, _limit: number) =>
        `The rule “${rule}” matched, but did not run: it would answer its own effects (${chain}).`,
      chain: (rule: string, chain: string, _limit: number) =>
        `The rule “${rule}” matched, but did not run: too many rules have set each other going (${chain}).`,
      too_often: (rule: string, _chain: string, limit: number) =>
        `The rule “${rule}” matched, but did not run: it ran ${limit} times for this ticket within the last hour.`,
    },
    rule_failed: (rule: string, action: string, why: string) => `The rule “${rule}” could not ${action}: ${why}`,
    requester_action: (name: string) => `${name} says it is solved.`,
    message_edited: (name: string) => `${name} changed a message.`,
    message_deleted: (name: string) => `${name} deleted a message.`,
    reaction: (name: string, emoji: string, isAdded: boolean) =>
      isAdded ? `${name} reacted with ${emoji}.` : `${name} took ${emoji} back.`,
    file_missing: (file: string, why: string) => `A file could not be fetched: ${file} (${why}).`,
    rated: (name: string, stars: number) => `${name} gave ${stars} of 5 stars.`,
    theSystem: () => 'Firstline',
  },
  desk: {
    requester: () => 'Requester',
    state: () => 'State',
    assignee: () => 'With',
    nobody: () => 'nobody yet',
    team: () => 'Team',
    category: () => 'Category',
    priority: () => 'Priority',
    firstResponse: () => 'First response by',
    resolution: () => 'Resolution by',
    satisfaction: () => 'Satisfaction',
    tried: () => 'The bot showed',
    works: {
      take: () => 'Take it',
      release: () => 'Put back',
      assign: () => 'Assign',
      escalate: () => 'Escalate',
      deescalate: () => 'Give back',
      not_ours: () => 'Not ours',
      note: () => 'Note',
      reply: () => 'Reply',
      send_article: () => 'Send an article',
      wait: () => 'Waiting',
      solve: () => 'Solve',
      reopen: () => 'Open again',
    },
    done: {
      take: (ticket: number) => `Ticket #${ticket} is yours.`,
      release: (ticket: number) => `Ticket #${ticket} is back in the queue.`,
      assign: (ticket: number) => `Ticket #${ticket} has been assigned.`,
      escalate: (ticket: number) => `Ticket #${ticket} has been escalated.`,
      deescalate: (ticket: number) => `Ticket #${ticket} has been given back.`,
      not_ours: (ticket: number) => `Ticket #${ticket} has been passed on.`,
      note: (ticket: number) => `Your note is on ticket #${ticket}. The requester does not see it.`,
      reply: (ticket: number) => `Your answer to ticket #${ticket} has been sent to the requester.`,
      send_article: (ticket: number) => `The article has been sent to the requester of ticket #${ticket}.`,
      wait: (ticket: number) => `Ticket #${ticket} waits for the requester.`,
      solve: (ticket: number) => `Ticket #${ticket} is solved; the requester has been told.`,
      reopen: (ticket: number) => `Ticket #${ticket} is open again.`,
    },
    doneBefore: () => 'That has been done already.',
    notAnAgent: () =>
      'Only agents can do this, and this account belongs to none. An admin makes somebody an agent in the console.',
    notALead: () => 'Only leads and admins can do this.',
    noSuchTeam: (name: string, teams: string) => `There is no team “${name}”. There are: ${teams}.`,
    bound: (team: string) => `The tickets of ${team} are shown here from now on.`,
    unbound: () => 'No tickets are shown here any more.',
    presence: {
      available: () => 'You are available: tickets can be given to you.',
      away: () => 'You are away: no new tickets for you.',
      offline: () => 'You are offline: no new tickets for you.',
    },
  },
  rules,
  automation: {
    undo: (other: string, field: string) =>
      `This rule and “${other}” set each other going, and each takes back ${field} that the other one sets. Give one of them a condition that leaves the other one's tickets alone.`,
    fields: {
      state: () => 'the state',
      priority: () => 'the priority',
      category: () => 'the category',
      team: () => 'the team',
      assignee: () => 'the agent',
      level: () => 'the level',
    },
  },
  errors: {
    conversation_not_found: () => 'There is no such conversation.',
    ticket_not_found: (d: Data) => `There is no ticket ${d.number}.`,
    ticket_changed: (d: Data) =>
      `Ticket ${d.number} was changed by somebody else: it is at version ${d.present}, you saw ${d.seen}. Load it again, then repeat what you did if it still makes sense.`,
    ticket_closed: (d: Data) => `Ticket ${d.number} is closed and takes no further changes. Open a new one.`,
    ticket_state_impossible: (d: Data) =>
      `A ticket that is ${d.from} cannot become ${d.to}. Possible from here: ${d.possible}.`,
    ticket_not_unsolved: (d: Data) => `Ticket ${d.number} is solved or closed, so it cannot sleep.`,
    snooze_past: (d: Data) => `${d.until} is not in the future. Name a later time.`,
    tag_wrong: (d: Data) => `“${d.tag}” cannot be a tag: expected 1 to 50 letters, digits, spaces or _ . / : + # -.`,
    tags_too_many: (d: Data) => `Ticket ${d.number} would have more than ${d.most} tags. Take some away first.`,
    field_unknown: (d: Data) => `There is no field “${d.field}” here. There are: ${d.known}.`,
    field_value_wrong: (d: Data) =>
      `${d.field}: found “${d.found}”; expected a ${d.type}${d.options === '' ? '' : ` of ${d.options}`}${d.type === 'date' ? ' such as 2026-11-25' : ''}.`,
    fields_missing: (d: Data) => `Still to be filled in: ${d.fields}.`,
    field_not_found: () => 'There is no such field.',
    field_key_taken: (d: Data) => `The category has a field “${d.field}” already. Choose another key.`,
    link_to_itself: (d: Data) => `Ticket ${d.number} cannot be linked to itself.`,
    link_exists: (d: Data) => `Tickets ${d.number} and ${d.other} are linked already. Take that link away first.`,
    link_not_found: (d: Data) => `Tickets ${d.number} and ${d.other} are not linked.`,
    link_circle: (d: Data) => `Ticket ${d.other} is part of ticket ${d.number} already, so it cannot be its parent.`,
    parent_exists: (d: Data) => `Ticket ${d.number} is part of ticket ${d.parent} already. Take that link away first.`,
    merge_into_itself: (d: Data) => `Ticket ${d.number} cannot be merged into itself.`,
    merge_into_closed: (d: Data) => `Ticket ${d.number} is closed, so nothing can be merged into it.`,
    team_not_found: () => 'There is no such team.',
    team_wrong_level: (d: Data) =>
      `${d.team} works at the ${d.level} level; a team of the ${d.expected} level is needed here.`,
    team_name_taken: (d: Data) => `There is a team named “${d.name}” already. Choose another name.`,
    no_team_at_level: (d: Data) => `There is no default team at the ${d.level} level. Create one, or name a team.`,
    already_at_level: (d: Data) => `Ticket ${d.number} is at the ${d.level} level already.`,
    already_with_team: (d: Data) => `${d.team} has ticket ${d.number} already. Name another team.`,
    ticket_taken: (d: Data) => `${d.agent} has ticket ${d.number} already.`,
    category_not_found: (d: Data) => `There is no category “${d.name}”.`,
    category_name_taken: (d: Data) => `There is a category named “${d.name}” already. Choose another name.`,
    person_not_found: () => 'There is no such person.',
    person_cannot_work: (d: Data) => `${d.name} is not an agent, so no ticket can be given to them.`,
    email_taken: (d: Data) => `Somebody is known under ${d.email} already.`,
    message_not_changeable: () =>
      'Only what you wrote yourself can be changed or taken back, and what was taken back stays so.',
    attachment_not_found: () =>
      'There is no such file, or it was sent already, or somebody else uploaded it. Upload it again.',
    attachment_empty: (d: Data) => `The file “${d.name}” is empty.`,
    attachment_too_large: (d: Data) => `The file “${d.name}” is larger than ${d.limit} MB, which is the most we take.`,
    article_not_found: () => 'There is no such article.',
    article_not_offered: () => 'That article was not among the suggestions. Choose one of those offered.',
    article_changed: (d: Data) =>
      `The article was changed by somebody else: it is at version ${d.present}, you saw ${d.seen}. Load it again and repeat your change.`,
    word_list_changed: (d: Data) =>
      `The list was changed by somebody else: it is at version ${d.present}, you saw ${d.seen}. Load it again and repeat your change.`,
    word_list_line: (d: Data) => `Line ${d.line}, “${d.text}”: ${lineFaults[String(d.fault)]}`,
    webhook_not_found: () => 'There is no such webhook.',
    webhook_name_taken: (d: Data) => `There is a webhook named “${d.name}” already. Choose another name.`,
    webhook_url_refused: (d: Data) => urlFaults[String(d.fault)]?.(String(d.host)) ?? '',
    webhook_off: (d: Data) => `“${d.name}” is switched off. Switch it on first.`,
    webhook_delivery_not_found: () => 'This webhook has no finished delivery with that id.',
    rule_not_found: () => 'There is no such rule.',
    rule_changed: (d: Data) =>
      `The rule was changed by somebody else: it is at version ${d.present}, you saw ${d.seen}. Load it again and repeat your change.`,
    rule_name_taken: (d: Data) => `There is a rule named “${d.name}” already. Choose another name.`,
    rule_text_wrong: (d: Data) =>
      `Line ${d.line}, column ${d.column}: found ${d.found === '' ? 'the end' : `“${d.found}”`}; expected ${d.expected}.`,
    rule_name_unknown: (d: Data) => `There is no ${d.kind} “${d.name}”. Check how it is spelt.`,
    rule_schedule_impossible: (d: Data) => `Nothing can go by that schedule: ${d.why}`,
    rule_placeholder_unknown: (d: Data) =>
      `Nothing can take the place of {{${d.placeholder}}}. Possible: {{number}}, {{subject}}, {{requester}}, {{team}}, {{agent}}, {{category}}.`,
    last_admin: () => 'This is the last admin. Make somebody else an admin first.',
    not_a_person: () => 'This token belongs to no person. Name the person, or make the token with --person.',
  } satisfies Record<ErrorCode, (data: Data) => string>,
}

/** What is wrong with a line of a word list, and what is expected. */
const lineFaults: Record<string, string> = {
  one_word: 'expected two or more expressions, parted by commas, for example “laptop, notebook”.',
  long_expression: 'expected expressions of at most four words each, parted by commas.',
  long_pattern: 'expected at most twenty words, and at most three times “…”.',
  long_line: 'expected at most 500 characters.',
  not_a_word:
    'expected lower-case words without punctuation, parted by spaces; “a|b” for either, “x?” for perhaps, “…” for up to three words.',
  matches_all: 'this fits nearly every message. Add a word that is only said when it is meant.',
  not_shipped: 'this is no line that was shipped, so it cannot be switched off. Copy the line as it is shown.',
}

/** Why an address cannot be one of a webhook, and what is expected. */
const urlFaults: Record<string, (host: string) => string> = {
  not_a_url: (host) => `Found “${host}”; expected an address such as https://example.org/hooks.`,
  scheme: (host) =>
    `${host} would be reached without encryption. Expected https; plain http only where WEBHOOK_ALLOW names the host.`,
  credentials: () => 'The address holds a user or password. Leave them out: what is sent is signed instead.',
  private: (host) =>
    `${host} leads to an address that is not public. Who runs Firstline can allow it: WEBHOOK_ALLOW=${host}.`,
  unknown: (host) => `The name ${host} is not known. Check how it is spelt.`,
}

/** The shape every language has to fill. */
export type Catalogue = typeof en
