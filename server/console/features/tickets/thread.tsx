import { Anchor, Group, Text } from '@mantine/core'
import { IconBook2, IconLock, IconRobot } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../api/schemas/conversation.ts'
import type { Ticket, TimelineEntry } from '../../../api/schemas/ticket.ts'
import { Fold } from '../../reading/fold.tsx'
import { Stamp } from '../../reading/instant.tsx'
import { Markdown } from '../../reading/markdown.tsx'
import { useMe } from '../session/session.ts'
import { Attachments } from './attachments.tsx'
import type { ThreadItem } from './merge-thread.ts'
import { OwnReply } from './own-reply.tsx'
import classes from './thread.module.css'

/** The column of a ticket: who said what to whom, and what changed in between. */
export function Thread({ items, ticket }: { items: ThreadItem[]; ticket: Ticket }) {
  const { t } = useTranslation()
  const end = useRef<HTMLLIElement>(null)
  const shown = useRef(0)
  useEffect(() => {
    // What arrives while the end is in sight stays in sight; who reads further up is not moved.
    const isNear = window.innerHeight + window.scrollY > document.documentElement.scrollHeight - 400
    if (shown.current > 0 && items.length > shown.current && isNear) end.current?.scrollIntoView({ block: 'nearest' })
    // A long story is opened at its end: the newest word is what is to be answered.
    if (shown.current === 0 && window.matchMedia('(min-width: 62em)').matches)
      end.current?.scrollIntoView({ block: 'nearest' })
    shown.current = items.length
  }, [items.length])
  if (items.length === 0) return <Text c="dimmed">{t('thread.empty')}</Text>
  return (
    <ol className={classes.thread} aria-label={t('ticket.conversation')}>
      {items.map((item) => (
        <Item
          key={`${item.kind}/${item.kind === 'message' ? item.message.id : item.entry.id}`}
          item={item}
          ticket={ticket}
        />
      ))}
      <li ref={end} className={classes.end} aria-hidden />
    </ol>
  )
}

function Item({ item, ticket }: { item: ThreadItem; ticket: Ticket }) {
  if (item.kind === 'message') return <Said message={item.message} ticket={ticket} />
  if (item.kind === 'note') return <Note entry={item.entry} />
  return <Change entry={item.entry} />
}

function Said({ message, ticket }: { message: Message; ticket: Ticket }) {
  const { t } = useTranslation()
  const me = useMe()
  const requester = ticket.requester.name
  const { from, author, text, at, article, actions, attachments, editedAt, isDeleted, reactions } = message
  const name = from === 'bot' ? t('thread.bot') : (author ?? (from === 'requester' ? requester : t('thread.agent')))
  const isMine =
    from === 'agent' && author === me.name && !isDeleted && actions.length === 0 && ticket.state !== 'closed'
  return (
    <li className={`${classes.item} ${classes[from]}`} data-from={from}>
      <Group gap={6} className={classes.by} wrap="nowrap">
        {from === 'bot' && <IconRobot size={16} aria-hidden />}
        <Text component="span" size="sm" fw={600} dir="auto" lineClamp={1} className={classes.name}>
          {name}
        </Text>
        {from !== 'bot' && (
          <Text component="span" size="xs" c="dimmed">
            {t(`thread.${from}`)}
          </Text>
        )}
        <Text component="span" size="xs" c="dimmed" className={classes.at}>
          <Stamp at={at} />
          {editedAt && !isDeleted && ` · ${t('thread.edited')}`}
        </Text>
        {isMine && <OwnReply ticket={ticket.number} message={message} />}
      </Group>
      {isDeleted ? (
        <Text size="sm" fs="italic">
          {t('thread.deleted', { name })}
        </Text>
      ) : (
        text !== '' && <Words text={text} />
      )}
      <Attachments files={attachments} />
      {article && (
        <Anchor
          size="sm"
          mt="xs"
          className={classes.article}
          renderRoot={(props) => <Link to="/articles/$id" params={{ id: article.id }} {...props} />}
        >
          <IconBook2 size={16} aria-hidden />
          <bdi>{article.title}</bdi>
        </Anchor>
      )}
      {actions.length > 0 && (
        <Group gap={6} mt="xs" role="group" aria-label={t('thread.offered')}>
          {actions.map((action) => (
            <span key={`${action.action}/${action.value}`} className={classes.offered}>
              {action.label}
            </span>
          ))}
        </Group>
      )}
      {reactions.length > 0 && (
        <Group gap={6} mt="xs" role="group" aria-label={t('thread.reactions')}>
          {reactions.map(({ emoji, by }) => (
            <span key={`${emoji}/${by}`} className={classes.offered}>
              {emoji} <bdi>{by}</bdi>
            </span>
          ))}
        </Group>
      )}
    </li>
  )
}

/** Beyond so many characters a text is folded, so that one pasted log does not bury the conversation. */
const longCharacters = 3_000

function Words({ text }: { text: string }) {
  if (text.length <= longCharacters) return <Markdown text={text} kind="message" />
  return (
    <Fold height={26}>
      <Markdown text={text} kind="message" />
    </Fold>
  )
}

function Note({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation()
  return (
    <li className={`${classes.item} ${classes.note}`} data-from="note">
      <Group gap={6} className={classes.by}>
        <IconLock size={16} aria-hidden />
        <Text component="span" size="sm" fw={700}>
          {t('thread.note')}
        </Text>
        <Text component="span" size="sm" dir="auto">
          {entry.actor.name}
        </Text>
        <Text component="span" size="xs">
          {t('thread.noteHint')}
        </Text>
        <Text component="span" size="xs" className={classes.at}>
          <Stamp at={entry.at} />
        </Text>
      </Group>
      {entry.text !== '' && <Words text={entry.text ?? entry.summary} />}
      <Attachments files={entry.attachments} />
    </li>
  )
}

function Change({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation()
  const before = entry.kind === 'message_edited' ? entry.data.before : null
  return (
    <li className={classes.change} data-from="change">
      <Text component="span" size="xs" c="dimmed" dir="auto">
        {entry.summary}
      </Text>
      <Text component="span" size="xs" c="dimmed" className={classes.changeAt}>
        <Stamp at={entry.at} />
      </Text>
      {typeof before === 'string' && before !== '' && (
        <Text component="details" size="xs" c="dimmed" className={classes.before}>
          <summary>{t('thread.before')}</summary>
          <Text component="span" size="sm" dir="auto">
            {before}
          </Text>
        </Text>
      )}
    </li>
  )
}
