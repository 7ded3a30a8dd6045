import { ActionIcon, Button, Group, Paper, SegmentedControl, Text, Textarea } from '@mantine/core'
import { getHotkeyHandler } from '@mantine/hooks'
import { IconLock, IconPaperclip, IconSend } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '../../../api/schemas/conversation.ts'
import type { Ticket, TimelineEntry } from '../../../api/schemas/ticket.ts'
import { newIdempotencyKey } from '../../api/idempotency-key.ts'
import { keys } from '../../api/queries.ts'
import { write } from '../../api/request.ts'
import { Failure } from '../../feedback/failure.tsx'
import { tellDone } from '../../feedback/tell.ts'
import { ChosenFiles } from './attachments.tsx'
import classes from './composer.module.css'
import { type Mode, useDrafts } from './drafts.ts'
import { takingFiles, useUploads } from './uploads.ts'

/** Where an agent writes: to the requester, or to colleagues. Colour, sign, words and button all say which. */
export function Composer({ ticket, isReached }: { ticket: Ticket; isReached: boolean }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [mode, setMode] = useState<Mode>('reply')
  const { drafts, write: keep } = useDrafts(ticket.number)
  const send = useSend(ticket.number)
  const files = useUploads()
  const picker = useRef<HTMLInputElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const isNote = mode === 'note'
  const text = drafts[mode]
  const otherMode = isNote ? 'reply' : 'note'
  const chosen = files.of(mode)
  const canSend = (text.trim() !== '' || chosen.ready.length > 0) && !chosen.isUploading
  const submit = () => {
    if (!canSend || send.isPending) return
    send.mutate(
      { text, mode, files: files.of(mode).ready },
      {
        onSuccess: async () => {
          keep(mode, '')
          files.of(mode).clear()
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
    <Paper
      withBorder
      p="sm"
      radius="md"
      className={`${classes.composer} ${isNote ? classes.note : classes.reply}`}
      {...takingFiles(chosen.add)}
    >
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
      <ChosenFiles chosen={chosen} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="files"
        onChange={(event) => {
          chosen.add(event.currentTarget.files ?? [])
          // So that the same file can be chosen again.
          event.currentTarget.value = ''
        }}
      />
      <Group justify="space-between" mt="xs" gap="xs">
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t('files.add')}
          title={t('files.add')}
          onClick={() => picker.current?.click()}
        >
          <IconPaperclip size={18} aria-hidden />
        </ActionIcon>
        <Text size="xs" c="dimmed" id="composer-keys" flex={1}>
          {drafts[otherMode].trim() === '' ? t('composer.keys') : t(`composer.otherDraft_${otherMode}`)}
        </Text>
        <Button
          onClick={submit}
          disabled={!canSend}
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

/** Sends a text with its files once: the same tried again after a lost answer carries the same key. */
function useSend(number: number) {
  const last = useRef({ asked: '', key: '' })
  return useMutation({
    mutationFn: ({ text, mode, files }: { text: string; mode: Mode; files: Attachment[] }) => {
      const body = {
        ...(text.trim() === '' ? {} : { text }),
        internal: mode === 'note',
        attachments: files.map(({ id }) => id),
      }
      const asked = JSON.stringify(body)
      if (last.current.asked !== asked) last.current = { asked, key: newIdempotencyKey() }
      return write<TimelineEntry>('POST', `tickets/${number}/replies`, body, last.current.key)
    },
    onSuccess: () => {
      last.current = { asked: '', key: '' }
    },
  })
}
