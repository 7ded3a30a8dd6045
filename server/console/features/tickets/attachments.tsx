import { Anchor, CloseButton, Text, VisuallyHidden } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '../../../api/schemas/conversation.ts'
import { useExplain } from '../../feedback/failure.tsx'
import classes from './attachments.module.css'
import type { ChosenOfMode } from './uploads.ts'

/** What every browser draws; the server sends the rest for saving. */
const drawn = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']
const addressOf = (id: string) => `/api/v1/attachments/${id}`

/** The files of a message or note: pictures as such, the rest as links. */
export function Attachments({ files }: { files: Attachment[] }) {
  const { t } = useTranslation()
  if (files.length === 0) return null
  return (
    <ul className={classes.files} aria-label={t('files.list')}>
      {files.map((file) => (
        <li key={file.id}>
          <File file={file} />
        </li>
      ))}
    </ul>
  )
}

function File({ file }: { file: Attachment }) {
  const { t, i18n } = useTranslation()
  const { id, name, mediaType, size, state } = file
  if (state !== 'stored')
    return (
      <span className={classes.file}>
        <IconPaperclip size={15} aria-hidden />
        <bdi>{name}</bdi>
        <Text component="span" size="xs">
          {t(`files.${state}`)}
        </Text>
      </span>
    )
  if (drawn.includes(mediaType))
    return (
      <a href={addressOf(id)} target="_blank" rel="noopener" className={classes.picture}>
        <img src={addressOf(id)} alt={name} loading="lazy" />
      </a>
    )
  return (
    <Anchor href={addressOf(id)} target="_blank" rel="noopener" className={classes.file} size="sm">
      <IconPaperclip size={15} aria-hidden />
      <bdi>{name}</bdi>
      <Text component="span" size="xs">
        {sizeInWords(size ?? 0, i18n.language)}
      </Text>
    </Anchor>
  )
}

/** The files chosen for what is being written, each with how it stands and a way to take it out. */
export function ChosenFiles({ chosen }: { chosen: ChosenOfMode }) {
  const { t } = useTranslation()
  const explain = useExplain()
  return (
    <>
      {chosen.all.length > 0 && (
        <ul className={classes.files} aria-label={t('files.chosen')}>
          {chosen.all.map(({ key, name, stored, error }) => (
            <li key={key} className={classes.file}>
              <IconPaperclip size={15} aria-hidden />
              <bdi>{name}</bdi>
              <Text component="span" size="xs" c={error ? 'red' : undefined}>
                {error ? explain(error) : stored ? null : t('files.uploading')}
              </Text>
              <CloseButton size="sm" aria-label={t('files.remove', { name })} onClick={() => chosen.remove(key)} />
            </li>
          ))}
        </ul>
      )}
      <VisuallyHidden role="status">
        {chosen.all.map(({ name, stored, error }) =>
          error ? `${name}: ${explain(error)} ` : stored ? `${t('files.ready', { name })} ` : '',
        )}
      </VisuallyHidden>
    </>
  )
}

/** Bytes as people say them: “2.4 MB”. */
function sizeInWords(bytes: number, language: string): string {
  const [unit, size] =
    bytes < 1_000
      ? (['byte', bytes] as const)
      : bytes < 1_000_000
        ? (['kilobyte', bytes / 1_000] as const)
        : (['megabyte', bytes / 1_000_000] as const)
  const digits = size < 10 && unit !== 'byte' ? 1 : 0
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(size)
}
