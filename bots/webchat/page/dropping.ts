import { type DragEvent, useRef, useState } from 'react'

/** Takes files that are dropped on the page. @returns whether some hang over it, and what the page listens with */
export function useDropping(take: (files: FileList) => void) {
  const [isOver, setOver] = useState(false)
  // Entering an element within comes before leaving the one around it.
  const depth = useRef(0)
  const withFiles = (then: (event: DragEvent) => void) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    then(event)
  }
  const dropping = {
    onDragEnter: withFiles(() => {
      depth.current += 1
      setOver(true)
    }),
    onDragOver: withFiles(() => {}),
    onDragLeave: withFiles(() => {
      depth.current -= 1
      if (depth.current <= 0) setOver(false)
    }),
    onDrop: withFiles((event) => {
      depth.current = 0
      setOver(false)
      take(event.dataTransfer.files)
    }),
  }
  return { isOver, dropping }
}
