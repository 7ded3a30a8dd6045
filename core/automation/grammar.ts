import { grammar } from 'ohm-js'
import { duePhrases, eventPhrases, momentPhrases, words } from './rule.ts'

/** One case for each phrase, the longer first, since the first that fits is taken. */
function oneOf(phrases: Record<string, string>): string {
  return Object.values(phrases)
    .sort((a, b) => b.length - a.length)
    .map((phrase, place) => `${terminals(phrase)} -- case${place}`)
    .join('\n      | ')
}

const terminals = (phrase: string) =>
  phrase
    .split(' ')
    .map((word) => `"${word}"`)
    .join(' ')

/**
 * The language of rules. Words in quotes are the words of a rule; rules with a small first letter allow no space within.
 * `docs/automation.md` explains it to those who write rules. Notation: https://ohmjs.org/docs/syntax-reference
 */
export const ruleGrammar = grammar(`
  Rules {
    Rule = Trigger If? "then" NonemptyListOf<Action, ","> "."?

    Trigger
      = "when" NonemptyListOf<Event, "or">  -- events
      | "every" Period Zone?                -- every
      | "at" "cron" text Zone?              -- cron
    Event
      = ${oneOf(eventPhrases)}
    Period
      = Day "at" clock              -- day
      | number "minutes"            -- minutes
      | number ("hours" | "hour")   -- hours
      | "hour"                      -- hour
    Day = "weekday" | "day" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
    Zone = "in" text

    If = "if" Any
    Any = NonemptyListOf<All, "or">
    All = NonemptyListOf<Single, "and">
    Single
      = "not" Single   -- not
      | "(" Any ")"    -- group
      | Test
    Test
      = "priority" "is" "at" "least" Priority   -- priorityAtLeast
      | "priority" "is" "at" "most" Priority    -- priorityAtMost
      | "state" Is<State>                       -- state
      | "priority" Is<Priority>                 -- priority
      | "level" Is<Level>                       -- level
      | "source" Is<Source>                     -- source
      | "actor" Is<ActorKind>                   -- actor
      | "team" Is<Name>                         -- team
      | "category" Is<Name>                     -- category
      | "assignee" Is<Name>                     -- assignee
      | "requester" "domain" Is<Name>           -- domain
      | ("subject" | "text") Contains           -- words
      | "tags" Include                          -- tags
      | Due "is" "overdue"                      -- overdue
      | "less" "than" Duration "since" Moment   -- sinceLess
      | "less" "than" Duration "until" Due      -- untilLess
      | Duration "since" Moment                 -- since

    Is<value>
      = "is" "not" "any" "of" "(" NonemptyListOf<value, ","> ")"  -- notAnyOf
      | "is" "any" "of" "(" NonemptyListOf<value, ","> ")"        -- anyOf
      | "is" "not" value                                          -- not
      | "is" value                                                -- one
    Contains
      = "contains" "any" "of" "(" NonemptyListOf<text, ","> ")"   -- anyOf
      | "contains" text                                           -- one
      | "does" "not" "contain" text                               -- not
    Include
      = "include" "any" "of" "(" NonemptyListOf<text, ","> ")"    -- anyOf
      | "include" text                                            -- one
      | "do" "not" "include" text                                 -- not
    Name
      = "none" -- none
      | text
    State
      = ${oneOf(words.state)}
    Priority
      = ${oneOf(words.priority)}
    Level
      = ${oneOf(words.level)}
    Source
      = ${oneOf(words.source)}
    ActorKind
      = ${oneOf(words.actor)}
    Moment
      = ${oneOf(momentPhrases)}
    Due
      = ${oneOf(duePhrases)}
    Duration
      = number "business" Unit   -- business
      | number Unit              -- plain
    Unit = "minutes" | "minute" | "hours" | "hour" | "days" | "day"

    Action
      = "set" "state" State                             -- state
      | "set" "priority" Priority                       -- priority
      | "set" "category" Name                           -- category
      | "assign" "team" text                            -- team
      | "assign" "agent" text                           -- agent
      | "put" "back" "into" "queue"                     -- queue
      | "note" text                                     -- note
      | "reply" text                                    -- reply
      | "escalate" ToTeam? "because" text               -- escalate
      | "give" "back" ToTeam? "because" text            -- deescalate
      | "alert" "leads" text                            -- alert
      | "call" "webhook" text                           -- webhook
    ToTeam = "to" text

    number (a number) = digit+
    clock (a time such as 09:00) = digit digit ":" digit digit
    text (a text in quotes)
      = "\\"" (escaped | ~"\\"" any)* "\\""   -- plain
      | "“" (~"”" any)* "”"                 -- curly
      | "„" (~("“" | "”") any)* ("“" | "”") -- low
    escaped = "\\\\" any
  }
`)
