import type { Catalogue } from './en.ts'

const level = { second: () => 'zweiten', third: () => 'dritten' }
const state = {
  new: () => 'neu',
  open: () => 'offen',
  pending: () => 'wartet auf den Fragenden',
  on_hold: () => 'angehalten',
  solved: () => 'gelöst',
  closed: () => 'geschlossen',
}
const levelOf = (value: unknown) => level[value as keyof typeof level]()
const stateOf = (value: unknown) => state[value as keyof typeof state]()

/** Was der Bot und das Helpdesk sagen, auf Deutsch. */
export const de: Catalogue = {
  greeting: () =>
    'Hallo! Fragen Sie mich alles rund um die Arbeit hier, ich schlage es nach. Wenn ich nicht helfen kann, hole ich einen Menschen dazu.',
  welcome: () => 'Gern geschehen. Schreiben Sie einfach, wenn noch etwas ist.',
  answer: (heading, passage) => (heading ? `**${heading}**\n\n${passage}` : passage),
  suggest: () => 'Ich bin nicht sicher, was davon Sie meinen. Passt eines?',
  chosen: (heading, passage) => (heading ? `**${heading}**\n\n${passage}` : passage),
  rephrase: () =>
    'Dazu habe ich nichts Passendes gefunden. Können Sie es anders sagen, vielleicht mit dem Namen des Systems oder Formulars? Oder ich hole einen Menschen dazu.',
  resolved: () => 'Schön, dass es geholfen hat. Fragen Sie jederzeit wieder.',
  handedOffTo: (ticket, agent, team, due) =>
    `Ich habe das mit allem, was hier steht, als Ticket **#${ticket}** an **${agent}** (${team}) weitergegeben. Eine Antwort kommt bis ${due}, genau hier. Was Sie noch schreiben, landet im Ticket.`,
  handedOffWaiting: (ticket, team, due) =>
    `Ich habe das mit allem, was hier steht, als Ticket **#${ticket}** an **${team}** weitergegeben. Gerade ist niemand frei; eine Antwort kommt bis ${due}, genau hier. Was Sie noch schreiben, landet im Ticket.`,
  handedOffClosed: (ticket, team, due) =>
    `Ich habe das mit allem, was hier steht, als Ticket **#${ticket}** an **${team}** weitergegeben. Um diese Zeit ist dort niemand; eine Antwort kommt bis ${due}, genau hier. Was Sie noch schreiben, landet im Ticket.`,
  urgent: () =>
    'Das klingt dringend, deshalb hole ich sofort einen Menschen dazu. Ist jemand in Gefahr, wählen Sie jetzt den Notruf.',
  urgentArticle: (title) => `Bis dahin hilft vielleicht: **${title}**`,
  solvedByAgent: (agent, ticket) =>
    `${agent} hat Ticket #${ticket} als gelöst markiert. Falls es das nicht ist, schreiben Sie einfach hier, dann ist es wieder offen.`,
  solvedButton: () => 'Das hat geholfen',
  notHelpfulButton: () => 'Hat nicht geholfen',
  noneButton: () => 'Keines davon',
  personButton: () => 'Mit einem Menschen sprechen',
  untitled: () => 'Bitte um Hilfe',
  requesterWithoutName: () => 'Besucher',
  emptyQuestion: () => 'Darin konnte ich keine Frage erkennen. Können Sie sie in einem Satz schreiben?',
  because: {
    category: (category, words) => `Kategorie „${category}“: die Anfrage spricht von ${words}.`,
    noCategory: () => 'Keine Kategorie passt zur Anfrage.',
    categoryTeam: (team) => `Die Kategorie gehört zu ${team}.`,
    defaultTeam: (team, level) => `${team} übernimmt auf der ${level} Ebene, was keine Kategorie beansprucht.`,
    levelTeam: (team, level) => `${team} übernimmt es auf der ${level} Ebene.`,
    chosenTeam: (team) => `${team} wurde von Hand gewählt.`,
    agent: (agent, count, others) => `${agent} hat die wenigsten offenen Tickets (${count}) von ${others} Verfügbaren.`,
    nobody: (team) =>
      `Niemand in ${team} ist verfügbar und hat Platz für ein weiteres Ticket; es wartet in der Schlange.`,
    moved: (by, reason) => `Von ${by} hierher gegeben: „${reason}“.`,
    byHand: (agent, by) => `Von ${by} an ${agent} gegeben.`,
    backToQueue: (by) => `Von ${by} in die Schlange zurückgelegt.`,
    available: (count, capacity) => `verfügbar, ${count} von ${capacity} Tickets`,
    away: () => 'abwesend',
    offline: () => 'nicht angemeldet',
    full: (count, capacity) => `kein Platz: ${count} von ${capacity} Tickets`,
  },
  level,
  state,
  reason: {
    asked_for_person: () => 'jemand wollte mit einem Menschen sprechen',
    urgent: () => 'die Anfrage klingt dringend',
    nothing_found: () => 'nichts Passendes gefunden',
    not_helpful: () => 'die Antwort half nicht',
    opened_by_agent: () => 'von einem Agenten eröffnet',
  },
  timeline: {
    created: (reason) => `Ticket eröffnet: ${reason}.`,
    routed: (team, level) => `An ${team} geleitet (auf der ${level} Ebene).`,
    assigned: (agent) => `An ${agent} gegeben.`,
    queued: (team) => `Wartet in der Schlange von ${team}.`,
    requester_message: (name) => `${name} schrieb.`,
    reply: (name) => `${name} hat geantwortet.`,
    note: (name) => `${name} hat eine interne Notiz hinterlassen.`,
    state_changed: (name, state) => `${name} hat den Zustand auf „${state}“ gesetzt.`,
    escalated: (name, team, reason) => `${name} hat an ${team} eskaliert: ${reason}`,
    deescalated: (name, team, reason) => `${name} hat es an ${team} zurückgegeben: ${reason}`,
    requester_action: (name) => `${name} sagt, es ist gelöst.`,
    theSystem: () => 'Firstline',
  },
  errors: {
    conversation_not_found: () => 'Diese Unterhaltung gibt es nicht.',
    ticket_not_found: (d) => `Ticket ${d.number} gibt es nicht.`,
    ticket_changed: (d) =>
      `Ticket ${d.number} wurde inzwischen geändert: es hat Version ${d.present}, Sie sahen ${d.seen}. Laden Sie es neu und wiederholen Sie Ihre Änderung, falls sie noch sinnvoll ist.`,
    ticket_closed: (d) =>
      `Ticket ${d.number} ist geschlossen und lässt sich nicht mehr ändern. Eröffnen Sie ein neues.`,
    ticket_state_impossible: (d) =>
      `Ein Ticket im Zustand „${stateOf(d.from)}“ kann nicht „${stateOf(d.to)}“ werden. Möglich: ${String(d.possible).split(', ').map(stateOf).join(', ')}.`,
    team_not_found: () => 'Dieses Team gibt es nicht.',
    team_wrong_level: (d) =>
      `${d.team} arbeitet auf der ${levelOf(d.level)} Ebene; gebraucht wird ein Team der ${levelOf(d.expected)} Ebene.`,
    team_name_taken: (d) => `Ein Team namens „${d.name}“ gibt es schon. Wählen Sie einen anderen Namen.`,
    no_team_at_level: (d) =>
      `Auf der ${levelOf(d.level)} Ebene gibt es kein Standardteam. Legen Sie eines an oder nennen Sie ein Team.`,
    already_at_level: (d) => `Ticket ${d.number} ist schon auf der ${levelOf(d.level)} Ebene.`,
    category_not_found: (d) => `Die Kategorie „${d.name}“ gibt es nicht.`,
    category_name_taken: (d) => `Eine Kategorie namens „${d.name}“ gibt es schon. Wählen Sie einen anderen Namen.`,
    person_not_found: () => 'Diese Person gibt es nicht.',
    person_cannot_work: (d) => `${d.name} ist kein Agent und kann kein Ticket bekommen.`,
    email_taken: (d) => `Unter ${d.email} ist schon jemand bekannt.`,
    article_not_found: () => 'Diesen Artikel gibt es nicht.',
    article_not_offered: () => 'Dieser Artikel war nicht unter den Vorschlägen. Wählen Sie einen der angebotenen.',
    article_changed: (d) =>
      `Der Artikel wurde inzwischen geändert: er hat Version ${d.present}, Sie sahen ${d.seen}. Laden Sie ihn neu und wiederholen Sie Ihre Änderung.`,
    last_admin: () => 'Das ist der letzte Admin. Machen Sie zuerst jemand anderen zum Admin.',
    not_a_person: () =>
      'Dieses Token gehört zu keiner Person. Nennen Sie die Person oder legen Sie das Token mit --person an.',
  },
}
