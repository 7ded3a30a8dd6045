import { Highlight, type HighlightProps } from '@mantine/core'

/** A text with the words that were searched for marked in it. */
export function Marked({
  search,
  children,
  ...rest
}: { search?: string; dir?: 'auto' } & Omit<HighlightProps, 'highlight'>) {
  const words = (search ?? '').split(/[\s"]+/).filter((word) => word !== '' && !word.startsWith('-'))
  return (
    <Highlight
      {...rest}
      highlight={words.map((word) => word.replace(/^#/, ''))}
      highlightStyles={{ background: 'var(--firstline-mark)', color: 'inherit' }}
    >
      {children}
    </Highlight>
  )
}
