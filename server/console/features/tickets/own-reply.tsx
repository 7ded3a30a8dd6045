import { ActionIcon, Button, Group, Menu, Stack, Text, Textarea } from '@mantine/core'
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../api/schemas/conversation.ts'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import { keys } from '../../api/queries.ts'
import { write } from '../../api/request.ts'
import { Dialog } from '../../feedback/dialog.tsx'
import { Failure } from '../../feedback/failure.tsx'

/** What an agent can still do with a reply of theirs: say it otherwise, or take it back. */
export function OwnReply({ ticket, message }: { ticket: number; message: Message }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<'change' | 'withdraw' | null>(null)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('thread.ownReply')}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={() => setAsked('change')}>
            {t('thread.change')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} aria-hidden />} onClick={() => setAsked('withdraw')}>
            {t('thread.withdraw')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked && <Asked what={asked} ticket={ticket} message={message} onClose={() => setAsked(null)} />}
    </>
  )
}

function Asked(props: { what: 'change' | 'withdraw'; ticket: number; message: Message; onClose: () => void }) {
  const { what, ticket, message, onClose } = props
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [text, setText] = useState(message.text)
  const isChange = what === 'change'
  const path = `tickets/${ticket}/replies/${message.id}`
  const step = useMutation({
    mutationFn: () => (isChange ? write<Ticket>('PUT', path, { text }) : write<Ticket>('DELETE', path)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.ticket(ticket) })
      onClose()
    },
  })
  const canSend = !isChange || (text.trim() !== '' && text !== message.text)
  return (
    <Dialog onClose={onClose} title={t(isChange ? 'thread.changeTitle' : 'thread.withdrawTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (canSend) step.mutate()
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t(isChange ? 'thread.changeText' : 'thread.withdrawText')}
          </Text>
          {step.error && <Failure error={step.error} />}
          {isChange && (
            <Textarea
              aria-label={t('composer.yourReply')}
              data-autofocus
              autosize
              minRows={3}
              maxRows={12}
              maxLength={100_000}
              dir="auto"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={step.isPending} disabled={!canSend}>
              {t(isChange ? 'thread.change' : 'thread.withdraw')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
