import type { AttachmentShown } from '../../../core/ports.ts'
import { fileAddress } from './api.ts'
import type { ChosenFiles } from './chosen-files.ts'
import { ClipIcon, CrossIcon } from './icons.tsx'
import { useLanguage, useWords } from './words/language.tsx'

/** What every browser draws; the helpdesk sends the rest for saving. */
const drawn = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']

/** The files of a message: pictures as such, the rest as links. */
export function Attachments({ files }: { files: AttachmentShown[] }) {
  const words = useWords()
  if (files.length === 0) return null
  return (
    <ul className="files" aria-label={words.files}>
      {files.map((file) => (
        <li key={file.id}>
          <File file={file} />
        </li>
      ))}
    </ul>
  )
}

function File({ file }: { file: AttachmentShown }) {
  const words = useWords()
  const { language } = useLanguage()
  const { id, name, mediaType, size, state } = file
  if (state !== 'stored')
    return (
      <span className="file soft">
        <ClipIcon />
        <bdi>{name}</bdi> <small>{state === 'waiting' ? words.fileWaiting : words.fileMissing}</small>
      </span>
    )
  if (drawn.includes(mediaType))
    return (
      <a className="picture" href={fileAddress(id)} target="_blank" rel="noopener">
        <img src={fileAddress(id)} alt={name} loading="lazy" />
      </a>
    )
  return (
    <a className="file" href={fileAddress(id)} target="_blank" rel="noopener">
      <ClipIcon />
      <bdi>{name}</bdi> <small>{sizeInWords(size ?? 0, language)}</small>
    </a>
  )
}

/** The files chosen for the next message, each with how it stands and a way to take it out. */
export function ChosenList({ chosen, onRemove }: { chosen: ChosenFiles; onRemove: () => void }) {
  const words = useWords()
  return (
    <>
      <ul className="files chosen" aria-label={words.filesToSend} hidden={chosen.all.length === 0}>
        {chosen.all.map(({ key, name, stored, fault }) => (
          <li key={key}>
            <span className={fault ? 'file failed' : 'file'}>
              <ClipIcon />
              <bdi>{name}</bdi>
              <small>{fault ? words.fileFault[fault] : stored ? null : words.fileUploading}</small>
              <button
                type="button"
                className="textual"
                aria-label={words.removeFile(name)}
                onClick={() => {
                  chosen.remove(key)
                  onRemove()
                }}
              >
                <CrossIcon />
              </button>
            </span>
          </li>
        ))}
      </ul>
      <p className="hidden" role="status">
        {chosen.all.map(({ name, stored, fault }) =>
          fault ? `${name}: ${words.fileFault[fault]} ` : stored ? `${words.fileReady(name)} ` : '',
        )}
      </p>
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
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: size < 10 && unit !== 'byte' ? 1 : 0,
  }).format(size)
}
