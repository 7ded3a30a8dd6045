import type { Catalogue } from './en.ts'
import { rules } from './rules/de.ts'

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
  merged: (number, into) =>
    `Ihre Anfrage #${number} betrifft dasselbe wie #${into}; wir machen dort weiter. Was Sie hier schreiben, erreicht uns trotzdem.`,
  solvedByAgent: (agent, ticket) =>
    `${agent} hat Ticket #${ticket} als gelöst markiert. Falls es das nicht ist, schreiben Sie einfach hier, dann ist es wieder offen. Wie war die Hilfe?`,
  rated: () => 'Danke für die Rückmeldung.',
  stars: (stars) => `${stars} ★`,
  solvedButton: () => 'Das hat geholfen',
  notHelpfulButton: () => 'Hat nicht geholfen',
  noneButton: () => 'Keines davon',
  personButton: () => 'Mit einem Menschen sprechen',
  untitled: () => 'Bitte um Hilfe',
  requesterWithoutName: () => 'Besucher',
  emptyQuestion: () => 'Darin konnte ich keine Frage erkennen. Können Sie sie in einem Satz schreiben?',
  corrected: (text) => `*Korrektur:* ${text}`,
  fileOnly: () =>
    'Ich hebe Ihre Datei bei diesem Gespräch auf, kann sie aber nicht lesen. Schreiben Sie in einem Satz, worum es geht, oder ich hole einen Menschen dazu.',
  fileFault: {
    too_large: () => 'sie ist zu groß',
    empty: () => 'sie ist leer',
    wrong_length: () => 'nur ein Teil davon kam an',
    refused: () => 'es gibt sie nicht mehr, oder wir dürfen sie nicht lesen',
    unreachable: () => 'die Plattform war nicht zu erreichen',
  },
  because: {
    category: (category, words) => `Kategorie „${category}“: die Anfrage spricht von ${words}.`,
    noCategory: () => 'Keine Kategorie passt zur Anfrage.',
    categoryTeam: (team) => `Die Kategorie gehört zu ${team}.`,
    defaultTeam: (team, level) => `${team} übernimmt auf der ${level} Ebene, was keine Kategorie beansprucht.`,
    levelTeam: (team, level) => `${team} übernimmt es auf der ${level} Ebene.`,
    chosenTeam: (team) => `${team} wurde von Hand gewählt.`,
    agent: {
      only: (agent, count) => `${agent} hat die wenigsten offenen Tickets (${count}) von 1 Verfügbaren.`,
      language: (agent, count, others) =>
        `${agent} (${count} offen) spricht als Einzige von ${others} Verfügbaren die Sprache der Anfrage.`,
      busier: (agent, count, others) =>
        `${agent} hat die wenigsten offenen Tickets (${count}) von ${others} Verfügbaren.`,
      knows: (agent, count, others) =>
        `${agent} (${count} offen) hat hier schon geholfen und hat kaum mehr zu tun als die ${others} Verfügbaren.`,
      skills: (agent, count, others) =>
        `${agent} (${count} offen) kann am besten, was gebraucht wird, und hat kaum mehr zu tun als die ${others} Verfügbaren.`,
      load: (agent, count, others) =>
        `${agent} hat die wenigsten offenen Tickets (${count}) von ${others} Verfügbaren.`,
      turn: (agent, count, others) =>
        `${agent} hat die wenigsten offenen Tickets (${count}) von ${others} Verfügbaren und wartete am längsten auf eines.`,
    },
    passedOver: {
      language: () => 'spricht die Sprache der Anfrage nicht',
      busier: () => 'hat mehr zu tun',
      knows: () => 'hat hier seltener geholfen',
      skills: () => 'kann weniger gut, was gebraucht wird',
      load: () => 'hat mehr zu tun',
      turn: () => 'bekam erst vor Kürzerem eines',
    },
    nobody: (team) =>
      `Niemand in ${team} ist verfügbar und hat Platz für ein weiteres Ticket; es wartet in der Schlange.`,
    moved: (by, reason) => `Von ${by} hierher gegeben: „${reason}“.`,
    byHand: (agent, by) => `Von ${by} an ${agent} gegeben.`,
    backToQueue: (by) => `Von ${by} in die Schlange zurückgelegt.`,
    available: (count, capacity) => `verfügbar, ${count} von ${capacity} Tickets`,
    away: () => 'abwesend',
    offline: () => 'nicht angemeldet',
    awayUntil: (instant) => `abwesend bis ${instant}`,
    offHours: (zone) => `außerhalb der Arbeitszeit (${zone})`,
    unskilled: (skills) => `es fehlt: ${skills}`,
    full: (count, capacity) => `kein Platz: ${count} von ${capacity} Tickets`,
  },
  level,
  state,
  priority: { low: () => 'niedrig', normal: () => 'normal', high: () => 'hoch', urgent: () => 'dringend' },
  reason: {
    asked_for_person: () => 'jemand wollte mit einem Menschen sprechen',
    urgent: () => 'die Anfrage klingt dringend',
    nothing_found: () => 'nichts Passendes gefunden',
    not_helpful: () => 'die Antwort half nicht',
    opened_by_agent: () => 'von einem Agenten eröffnet',
    split: () => 'von einem anderen Ticket abgeteilt',
  },
  timeline: {
    created: (reason) => `Ticket eröffnet: ${reason}.`,
    recorded: () => 'Was das Ticket bis dahin war, wurde festgehalten.',
    routed: (team, level) => `An ${team} geleitet (auf der ${level} Ebene).`,
    assigned: (agent) => `An ${agent} gegeben.`,
    queued: (team) => `Wartet in der Schlange von ${team}.`,
    requester_message: (name) => `${name} schrieb.`,
    reply: (name) => `${name} hat geantwortet.`,
    note: (name) => `${name} hat eine interne Notiz hinterlassen.`,
    state_changed: (name, state) => `${name} hat den Zustand auf „${state}“ gesetzt.`,
    escalated: (name, team, reason) => `${name} hat an ${team} eskaliert: ${reason}`,
    deescalated: (name, team, reason) => `${name} hat es an ${team} zurückgegeben: ${reason}`,
    moved: (name, team, reason) => `${name} hat es an ${team} weitergegeben: ${reason}`,
    priority_changed: (name, priority) => `${name} hat die Priorität auf „${priority}“ gesetzt.`,
    category_changed: (name, category) => `${name} hat die Kategorie auf „${category}“ gesetzt.`,
    category_removed: (name) => `${name} hat die Kategorie entfernt.`,
    subject_changed: (name, subject) => `${name} hat den Betreff auf „${subject}“ gesetzt.`,
    tags_changed: (name, added, removed) =>
      `${name} hat ${[added && `die Schlagwörter ${added} hinzugefügt`, removed && `die Schlagwörter ${removed} entfernt`].filter(Boolean).join(' und ')}.`,
    fields_changed: (name, fields) => `${name} hat ausgefüllt: ${fields}.`,
    watcher_added: (person) => `${person} beobachtet das Ticket.`,
    watcher_removed: (person) => `${person} beobachtet das Ticket nicht mehr.`,
    linked: {
      related: (number, subject) => `Verwandt mit #${number}: ${subject}`,
      parent: (number, subject) => `Teil von #${number}: ${subject}`,
      child: (number, subject) => `#${number} ist Teil von diesem: ${subject}`,
      duplicate: (number, subject) => `Sagt dasselbe wie #${number}: ${subject}`,
      duplicated_by: (number, subject) => `#${number} sagt dasselbe: ${subject}`,
    },
    unlinked: (name, number) => `${name} hat die Verbindung zu #${number} entfernt.`,
    merged_into: (name, number) => `${name} hat dieses Ticket mit #${number} zusammengelegt.`,
    merged_from: (name, number, requester) => `${name} hat #${number} von ${requester} in dieses Ticket gelegt.`,
    split_into: (name, number) => `${name} hat aus einem Teil dieses Tickets #${number} gemacht.`,
    split_from: (name, number) => `${name} hat dieses Ticket aus einem Teil von #${number} gemacht.`,
    snoozed: (name, until) => `${name} hat das Ticket bis ${until} zurückgestellt.`,
    woken: {
      time: () => 'Das Ticket ist wieder wach: Die Zeit ist um.',
      requester: () => 'Das Ticket ist wieder wach: Die anfragende Person hat geschrieben.',
      agent: () => 'Das Ticket ist wieder wach.',
    },
    returned: (number, subject) => `Das gab es schon einmal: #${number}, ${subject}`,
    leads_alerted: (name, leads) => `${name} hat die Leitung gerufen${leads === '' ? '' : `: ${leads}`}.`,
    rule_ran: (rule) => `Die Regel „${rule}“ traf zu.`,
    rule_stopped: {
      own_effect: (rule, chain) =>
        `Die Regel „${rule}“ traf zu, lief aber nicht: Sie würde auf ihre eigene Wirkung antworten (${chain}).`,
      chain: (rule, chain) =>
        `Die Regel „${rule}“ traf zu, lief aber nicht: Zu viele Regeln haben einander ausgelöst (${chain}).`,
      too_often: (rule, _chain, limit) =>
        `Die Regel „${rule}“ traf zu, lief aber nicht: Sie lief für dieses Ticket in der letzten Stunde schon ${limit}-mal.`,
    },
    rule_failed: (rule, action, why) => `Die Regel „${rule}“ konnte nicht ausführen: ${action}. ${why}`,
    requester_action: (name) => `${name} sagt, es ist gelöst.`,
    message_edited: (name) => `${name} hat eine Nachricht geändert.`,
    message_deleted: (name) => `${name} hat eine Nachricht gelöscht.`,
    reaction: (name, emoji, isAdded) =>
      isAdded ? `${name} hat mit ${emoji} reagiert.` : `${name} hat ${emoji} zurückgenommen.`,
    file_missing: (file, why) => `Eine Datei konnte nicht geholt werden: ${file} (${why}).`,
    rated: (name, stars) => `${name} gab ${stars} von 5 Sternen.`,
    theSystem: () => 'Firstline',
  },
  desk: {
    requester: () => 'Von',
    state: () => 'Zustand',
    assignee: () => 'Bei',
    nobody: () => 'noch niemandem',
    team: () => 'Team',
    category: () => 'Kategorie',
    priority: () => 'Priorität',
    firstResponse: () => 'Erste Antwort bis',
    resolution: () => 'Lösung bis',
    satisfaction: () => 'Zufriedenheit',
    tried: () => 'Der Bot zeigte',
    works: {
      take: () => 'Übernehmen',
      release: () => 'Zurücklegen',
      assign: () => 'Zuweisen',
      escalate: () => 'Eskalieren',
      deescalate: () => 'Zurückgeben',
      not_ours: () => 'Nicht für uns',
      note: () => 'Notiz',
      reply: () => 'Antworten',
      send_article: () => 'Artikel senden',
      wait: () => 'Wartet',
      solve: () => 'Lösen',
      reopen: () => 'Wieder öffnen',
    },
    done: {
      take: (ticket) => `Ticket #${ticket} gehört Ihnen.`,
      release: (ticket) => `Ticket #${ticket} liegt wieder in der Schlange.`,
      assign: (ticket) => `Ticket #${ticket} ist zugewiesen.`,
      escalate: (ticket) => `Ticket #${ticket} ist eskaliert.`,
      deescalate: (ticket) => `Ticket #${ticket} ist zurückgegeben.`,
      not_ours: (ticket) => `Ticket #${ticket} ist weitergegeben.`,
      note: (ticket) => `Ihre Notiz steht im Ticket #${ticket}. Der Fragende sieht sie nicht.`,
      reply: (ticket) => `Ihre Antwort zu Ticket #${ticket} ging an den Fragenden.`,
      send_article: (ticket) => `Der Artikel ging an den Fragenden von Ticket #${ticket}.`,
      wait: (ticket) => `Ticket #${ticket} wartet auf den Fragenden.`,
      solve: (ticket) => `Ticket #${ticket} ist gelöst; der Fragende weiß Bescheid.`,
      reopen: (ticket) => `Ticket #${ticket} ist wieder offen.`,
    },
    doneBefore: () => 'Das ist schon getan.',
    notAnAgent: () =>
      'Das können nur Agenten, und dieses Konto gehört keinem. Ein Admin macht jemanden in der Konsole zum Agenten.',
    notALead: () => 'Das können nur Leitende und Admins.',
    noSuchTeam: (name, teams) => `Ein Team „${name}“ gibt es nicht. Es gibt: ${teams}.`,
    bound: (team) => `Die Tickets von ${team} werden ab jetzt hier gezeigt.`,
    unbound: () => 'Hier werden keine Tickets mehr gezeigt.',
    presence: {
      available: () => 'Sie sind verfügbar: Tickets können an Sie gehen.',
      away: () => 'Sie sind abwesend: keine neuen Tickets für Sie.',
      offline: () => 'Sie sind nicht angemeldet: keine neuen Tickets für Sie.',
    },
  },
  rules,
  automation: {
    undo: (other, field) =>
      `Diese Regel und „${other}“ lösen einander aus, und jede nimmt zurück, was die andere setzt: ${field}. Bitte einer von beiden eine Bedingung geben, die die Tickets der anderen in Ruhe lässt.`,
    fields: {
      state: () => 'den Zustand',
      priority: () => 'die Priorität',
      category: () => 'die Kategorie',
      team: () => 'das Team',
      assignee: () => 'den Agenten',
      level: () => 'die Ebene',
    },
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
    ticket_not_unsolved: (d) => `Ticket ${d.number} ist gelöst oder geschlossen und kann nicht zurückgestellt werden.`,
    snooze_past: (d) => `${d.until} liegt nicht in der Zukunft. Bitte eine spätere Zeit nennen.`,
    tag_wrong: (d) =>
      `„${d.tag}“ kann kein Schlagwort sein: erwartet werden 1 bis 50 Buchstaben, Ziffern, Leerzeichen oder _ . / : + # -.`,
    tags_too_many: (d) => `Ticket ${d.number} hätte mehr als ${d.most} Schlagwörter. Bitte erst einige entfernen.`,
    field_unknown: (d) => `Ein Feld „${d.field}“ gibt es hier nicht. Es gibt: ${d.known}.`,
    field_value_wrong: (d) =>
      `${d.field}: gefunden „${d.found}“; erwartet: ${fieldTypes[String(d.type)]}${d.options === '' ? '' : ` (${d.options})`}.`,
    fields_missing: (d) => `Noch auszufüllen: ${d.fields}.`,
    field_not_found: () => 'Dieses Feld gibt es nicht.',
    field_key_taken: (d) => `Die Kategorie hat schon ein Feld „${d.field}“. Bitte einen anderen Schlüssel wählen.`,
    link_to_itself: (d) => `Ticket ${d.number} kann nicht mit sich selbst verbunden werden.`,
    link_exists: (d) =>
      `Die Tickets ${d.number} und ${d.other} sind schon verbunden. Bitte diese Verbindung erst entfernen.`,
    link_not_found: (d) => `Die Tickets ${d.number} und ${d.other} sind nicht verbunden.`,
    link_circle: (d) => `Ticket ${d.other} ist schon Teil von Ticket ${d.number} und kann nicht darüber stehen.`,
    parent_exists: (d) =>
      `Ticket ${d.number} ist schon Teil von Ticket ${d.parent}. Bitte diese Verbindung erst entfernen.`,
    merge_into_itself: (d) => `Ticket ${d.number} kann nicht mit sich selbst zusammengelegt werden.`,
    merge_into_closed: (d) => `Ticket ${d.number} ist geschlossen; es kann nichts mehr dazugelegt werden.`,
    team_not_found: () => 'Dieses Team gibt es nicht.',
    team_wrong_level: (d) =>
      `${d.team} arbeitet auf der ${levelOf(d.level)} Ebene; gebraucht wird ein Team der ${levelOf(d.expected)} Ebene.`,
    team_name_taken: (d) => `Ein Team namens „${d.name}“ gibt es schon. Wählen Sie einen anderen Namen.`,
    no_team_at_level: (d) =>
      `Auf der ${levelOf(d.level)} Ebene gibt es kein Standardteam. Legen Sie eines an oder nennen Sie ein Team.`,
    already_at_level: (d) => `Ticket ${d.number} ist schon auf der ${levelOf(d.level)} Ebene.`,
    already_with_team: (d) => `${d.team} hat Ticket ${d.number} schon. Nennen Sie ein anderes Team.`,
    ticket_taken: (d) => `${d.agent} hat Ticket ${d.number} schon.`,
    category_not_found: (d) => `Die Kategorie „${d.name}“ gibt es nicht.`,
    category_name_taken: (d) => `Eine Kategorie namens „${d.name}“ gibt es schon. Wählen Sie einen anderen Namen.`,
    person_not_found: () => 'Diese Person gibt es nicht.',
    person_cannot_work: (d) => `${d.name} ist kein Agent und kann kein Ticket bekommen.`,
    email_taken: (d) => `Unter ${d.email} ist schon jemand bekannt.`,
    message_not_changeable: () =>
      'Nur was Sie selbst geschrieben haben, kann geändert oder zurückgenommen werden; was zurückgenommen ist, bleibt es.',
    attachment_not_found: () =>
      'Diese Datei gibt es nicht, sie wurde schon gesendet, oder jemand anderes hat sie hochgeladen. Laden Sie sie noch einmal hoch.',
    attachment_empty: (d) => `Die Datei „${d.name}“ ist leer.`,
    attachment_too_large: (d) => `Die Datei „${d.name}“ ist größer als ${d.limit} MB; mehr nehmen wir nicht an.`,
    article_not_found: () => 'Diesen Artikel gibt es nicht.',
    article_not_offered: () => 'Dieser Artikel war nicht unter den Vorschlägen. Wählen Sie einen der angebotenen.',
    article_changed: (d) =>
      `Der Artikel wurde inzwischen geändert: er hat Version ${d.present}, Sie sahen ${d.seen}. Laden Sie ihn neu und wiederholen Sie Ihre Änderung.`,
    word_list_changed: (d) =>
      `Jemand anderes hat die Liste geändert: Sie hat jetzt Stand ${d.present}, Sie sahen ${d.seen}. Laden Sie sie neu und wiederholen Sie die Änderung.`,
    word_list_line: (d) => `Zeile ${d.line}, „${d.text}“: ${lineFaults[String(d.fault)]}`,
    webhook_not_found: () => 'Diesen Webhook gibt es nicht.',
    webhook_name_taken: (d) => `Einen Webhook namens „${d.name}“ gibt es schon. Bitte einen anderen Namen wählen.`,
    webhook_url_refused: (d) => urlFaults[String(d.fault)]?.(String(d.host)) ?? '',
    webhook_off: (d) => `„${d.name}“ ist ausgeschaltet. Bitte erst einschalten.`,
    webhook_delivery_not_found: () => 'Dieser Webhook hat keine abgeschlossene Zustellung mit dieser Kennung.',
    rule_not_found: () => 'Diese Regel gibt es nicht.',
    rule_changed: (d) =>
      `Die Regel hat inzwischen jemand geändert: Sie ist bei Version ${d.present}, gesehen wurde ${d.seen}. Bitte neu laden und die Änderung wiederholen.`,
    rule_name_taken: (d) => `Eine Regel namens „${d.name}“ gibt es schon. Bitte einen anderen Namen wählen.`,
    rule_text_wrong: (d) =>
      `Zeile ${d.line}, Spalte ${d.column}: gefunden ${d.found === '' ? 'das Ende' : `„${d.found}“`}; erwartet ${d.expected}.`,
    rule_name_unknown: (d) =>
      `${nameKinds[String(d.kind)] ?? d.kind} „${d.name}“ gibt es nicht. Bitte die Schreibweise prüfen.`,
    rule_schedule_impossible: (d) => `Nach diesem Zeitplan kann nichts laufen: ${d.why}`,
    rule_placeholder_unknown: (d) =>
      `Für {{${d.placeholder}}} kann nichts eingesetzt werden. Möglich: {{number}}, {{subject}}, {{requester}}, {{team}}, {{agent}}, {{category}}.`,
    last_admin: () => 'Das ist der letzte Admin. Machen Sie zuerst jemand anderen zum Admin.',
    not_a_person: () =>
      'Dieses Token gehört zu keiner Person. Nennen Sie die Person oder legen Sie das Token mit --person an.',
  },
}

/** Was an einer Zeile einer Wortliste nicht stimmt, und was erwartet wird. */
const lineFaults: Record<string, string> = {
  one_word: 'erwartet werden zwei oder mehr Ausdrücke, mit Komma getrennt, etwa „Laptop, Notebook“.',
  long_expression: 'erwartet werden Ausdrücke aus höchstens vier Wörtern, mit Komma getrennt.',
  long_pattern: 'erwartet werden höchstens zwanzig Wörter und höchstens dreimal „…“.',
  long_line: 'erwartet werden höchstens 500 Zeichen.',
  not_a_word:
    'erwartet werden kleingeschriebene Wörter ohne Satzzeichen, mit Leerzeichen getrennt; „a|b“ heißt eines von beiden, „x?“ vielleicht, „…“ bis zu drei Wörter.',
  matches_all: 'das passt auf fast jede Nachricht. Ergänzen Sie ein Wort, das nur fällt, wenn es gemeint ist.',
  not_shipped:
    'das ist keine mitgelieferte Zeile, sie lässt sich nicht abschalten. Übernehmen Sie die Zeile, wie sie gezeigt wird.',
}

/** Warum eine Adresse keine eines Webhooks sein kann, und was erwartet wird. */
const urlFaults: Record<string, (host: string) => string> = {
  not_a_url: (host) => `Gefunden: „${host}“; erwartet wird eine Adresse wie https://example.org/hooks.`,
  scheme: (host) =>
    `${host} würde unverschlüsselt erreicht. Erwartet wird https; http nur, wo WEBHOOK_ALLOW den Namen nennt.`,
  credentials: () =>
    'Die Adresse enthält Benutzer oder Passwort. Bitte weglassen: Was gesendet wird, ist stattdessen signiert.',
  private: (host) =>
    `${host} führt zu einer Adresse, die nicht öffentlich ist. Wer Firstline betreibt, kann sie erlauben: WEBHOOK_ALLOW=${host}.`,
  unknown: (host) => `Den Namen ${host} kennt niemand. Bitte die Schreibweise prüfen.`,
}

/** Wovon eine Regel einen Namen nennt. */
const nameKinds: Record<string, string> = {
  team: 'Ein Team',
  category: 'Eine Kategorie',
  agent: 'Einen Agenten',
  webhook: 'Einen Webhook',
}

/** What a field takes. */
const fieldTypes: Record<string, string> = {
  text: 'ein Text',
  number: 'eine Zahl',
  choice: 'eine Auswahl',
  date: 'ein Datum wie 2026-11-25',
  boolean: 'ja oder nein',
}
