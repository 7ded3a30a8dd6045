import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react'
import type { Attachment } from '../../../api/schemas/conversation.ts'
import { upload } from '../../api/request.ts'
import type { Mode } from './drafts.ts'

/** A file chosen for the next reply or note. It is uploaded at once, so that sending is quick. */
export interface Chosen {
  key: number
  mode: Mode
  name: string
  /** Null while it is under way, and when it failed. */
  stored: Attachment | null
  error: unknown
}

export interface ChosenOfMode {
  all: Chosen[]
  isUploading: boolean
  /** What can be sent. */
  ready: Attachment[]
  add(files: Iterable<File>): void
  remove(key: number): void
  clear(): void
}

let keys = 0

/** Files of what is being written. Those of a note are kept apart from those of a reply, as drafts are. */
export function useUploads(): { of(mode: Mode): ChosenOfMode } {
  const [chosen, setChosen] = useState<Chosen[]>([])
  const under = useRef(new Map<number, AbortController>())
  const settle = (key: number, change: Partial<Chosen>) => {
    under.current.delete(key)
    setChosen((before) => before.map((each) => (each.key === key ? { ...each, ...change } : each)))
  }
  const send = async (key: number, file: File) => {
    const abort = new AbortController()
    under.current.set(key, abort)
    try {
      settle(key, { stored: await upload<Attachment>(file, abort.signal) })
    } catch (error) {
      settle(key, { error })
    }
  }
  return {
    of(mode) {
      const all = chosen.filter((each) => each.mode === mode)
      return {
        all,
        ready: all.flatMap(({ stored }) => stored ?? []),
        isUploading: all.some(({ stored, error }) => stored === null && error === null),
        add(files) {
          for (const file of files) {
            const key = ++keys
            setChosen((before) => [...before, { key, mode, name: file.name || 'file', stored: null, error: null }])
            void send(key, file)
          }
        },
        remove(key) {
          under.current.get(key)?.abort()
          setChosen((before) => before.filter((each) => each.key !== key))
        },
        clear: () => setChosen((before) => before.filter((each) => each.mode !== mode)),
      }
    },
  }
}

/** What an element listens with to take files that are pasted or dropped. */
export function takingFiles(take: (files: FileList) => void) {
  return {
    onPaste(event: ClipboardEvent) {
      if (event.clipboardData.files.length === 0) return
      event.preventDefault()
      take(event.clipboardData.files)
    },
    onDragOver(event: DragEvent) {
      if (event.dataTransfer.types.includes('Files')) event.preventDefault()
    },
    onDrop(event: DragEvent) {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      take(event.dataTransfer.files)
    },
  }
}
