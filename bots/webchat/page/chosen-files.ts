import { useEffect, useRef, useState } from 'react'
import type { AttachmentShown } from '../../../core/ports.ts'
import { postFile, Refused } from './api.ts'
import { read, write } from './kept.ts'

const keptAs = 'firstline.files'

/** A file that was chosen for the next message. It is uploaded at once, so that sending is quick. */
export interface Chosen {
  key: number
  name: string
  /** Null while it is under way, and when it failed. */
  stored: AttachmentShown | null
  /** `too_large`, `empty`: the helpdesk said so; `failed`: it was not reached. */
  fault: 'too_large' | 'empty' | 'failed' | null
}

export interface ChosenFiles {
  all: Chosen[]
  isUploading: boolean
  /** What can be sent. */
  ready: AttachmentShown[]
  add(files: Iterable<File>): void
  remove(key: number): void
  clear(): void
}

let keys = 0

/** The files of the next message. Those that are uploaded survive a reload. */
export function useChosenFiles(): ChosenFiles {
  const [all, setAll] = useState<Chosen[]>(() =>
    (read<AttachmentShown[]>('sessionStorage', keptAs) ?? []).map((stored) => ({
      key: ++keys,
      name: stored.name,
      stored,
      fault: null,
    })),
  )
  const under = useRef(new Map<number, AbortController>())
  const ready = all.flatMap(({ stored }) => stored ?? [])
  useEffect(() => write('sessionStorage', keptAs, ready.length > 0 ? ready : null))

  const settle = (key: number, change: Partial<Chosen>) => {
    under.current.delete(key)
    setAll((before) => before.map((each) => (each.key === key ? { ...each, ...change } : each)))
  }
  const upload = async (key: number, file: File) => {
    const abort = new AbortController()
    under.current.set(key, abort)
    try {
      settle(key, { stored: await postFile(file, abort.signal) })
    } catch (error) {
      const status = error instanceof Refused ? error.status : 0
      settle(key, { fault: status === 413 ? 'too_large' : status === 422 ? 'empty' : 'failed' })
    }
  }
  return {
    all,
    ready,
    isUploading: all.some(({ stored, fault }) => stored === null && fault === null),
    add(files) {
      for (const file of files) {
        const key = ++keys
        setAll((before) => [...before, { key, name: file.name, stored: null, fault: null }])
        void upload(key, file)
      }
    },
    remove(key) {
      under.current.get(key)?.abort()
      setAll((before) => before.filter((each) => each.key !== key))
    },
    clear: () => setAll([]),
  }
}
