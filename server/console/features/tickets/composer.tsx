import { Button, Group, Paper, SegmentedControl, Text, Textarea } from '@mantine/core'
import { getHotkeyHandler } from '@mantine/hooks'
import { IconLock, IconSend } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket, TimelineEntry } from '../../../api/schemas/ticket.ts'
import { newIdempotencyKey } from '../../api/idempotency-key.ts'
import { keys } from '../../api/queries.ts'
import { write } from '../../api/request.ts'
import { Failure } from '../../feedback/failure.tsx'
import { tellDone } from '../../feedback/tell.ts'
import classes from './composer.module.css'
import { type Mode, useDrafts } from './drafts.ts'

/** Where an agent writes: to the requester, or to colleagues. Colour, sign, words and button all say which. */
export function Composer({ ticket, isReached }: { ticket: Ticket; isReached: boolean }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [mode, setMode] = useState<Mode>('reply')
  const { drafts, write: keep } = useDrafts(ticket.number)
  const send = useSend(ticket.number)
  const field = useRef<HTMLTextAreaElement>(null)
  const isNote = mode === 'note'
  const text = drafts[mode]
  const otherMode = isNote ? 'reply' : 'note'
  const submit = () => {
    if (text.trim() === '' || send.isPending) return
    send.mutate(
      { text, mode },
      {
        onSuccess: async () => {
          keep(mode, '')
          tellDone(t(isNote ? 'composer.noted' : 'composer.sent'))
          field.current?.focus()
          void queries.invalidateQueries({ queryKey: keys.tickets })
          await queries.invalidateQueries({ queryKey: keys.ticket(ticket.number) })
        },
      },
    )
  }
  const change = (next: Mode) => {
    send.reset()
    setMode(next)
  }
  const { name } = ticket.requester
  return (
    <Paper withBorder p="sm" radius="md" className={`${classes.composer} ${isNote ? classes.note : classes.reply}`}>
      <Group justify="space-between" mb="xs" gap="xs">
        <SegmentedControl
          size="sm"
          role="radiogroup"
          aria-label={t('composer.mode')}
          value={mode}
          onChange={(value) => change(value as Mode)}
          data={[
            { value: 'reply', label: t('composer.reply') },
            { value: 'note', label: t('composer.note') },
          ]}
        />
        <Text size="sm" className={classes.to} component="div" id="composer-to">
          {isNote ? <IconLock size={15} aria-hidden /> : <IconSend size={15} aria-hidden />}
          <span>
            {isNote
              ? t('composer.noteTo', { name })
              : t(isReached ? 'composer.replyTo' : 'composer.replyByHand', {
                  name,
                  source: t(`source.${ticket.source}`),
                })}
          </span>
        </Text>
      </Group>
      {send.error && <Failure error={send.error} />}
      <Textarea
        ref={field}
        aria-label={t(isNote ? 'composer.yourNote' : 'composer.yourReply')}
        aria-describedby="composer-to composer-keys"
        placeholder={t(isNote ? 'composer.notePlaceholder' : 'composer.replyPlaceholder', { name })}
        dir="auto"
        autosize
        minRows={3}
        maxRows={12}
        maxLength={100_000}
        value={text}
        onChange={(event) => keep(mode, event.currentTarget.value)}
        onKeyDown={getHotkeyHandler([['mod+Enter', submit]])}
        mt={send.error ? 'xs' : undefined}
        classNames={{ input: classes.field }}
      />
      <Group justify="space-between" mt="xs" gap="xs">
        <Text size="xs" c="dimmed" id="composer-keys">
          {drafts[otherMode].trim() === '' ? t('composer.keys') : t(`composer.otherDraft_${otherMode}`)}
        </Text>
        <Button
          onClick={submit}
          disabled={text.trim() === ''}
          loading={send.isPending}
          className={isNote ? classes.save : undefined}
          leftSection={isNote ? <IconLock size={16} aria-hidden /> : <IconSend size={16} aria-hidden />}
        >
          {t(isNote ? 'composer.save' : 'composer.send')}
        </Button>
      </Group>
    </Paper>
  )
}

/** Sends a text once: the same text tried again after a lost answer carries the same key. */
function useSend(number: number) {
  const last = useRef({ asked: '', key: '' })
  return useMutation({
    mutationFn: ({ text, mode }: { text: string; mode: Mode }) => {
      const asked = `${mode}\n${text}`
      if (last.current.asked !== asked) last.current = { asked, key: newIdempotencyKey() }
      const body = { text, internal: mode === 'note' }
      return write<TimelineEntry>('POST', `tickets/${number}/replies`, body, last.current.key)
    },
    onSuccess: () => {
      last.current = { asked: '', key: '' }
    },
  })
}
