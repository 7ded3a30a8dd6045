import { type ComponentProps, type MouseEvent, memo, useMemo } from 'react'
import ReactMarkdown, { type Components, defaultUrlTransform } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { rehypeHeadingIds } from './headings.ts'
import { rehypeHtmlAsText } from './html-as-text.ts'
import { targetOf } from './links.ts'
import { go } from './route.ts'
import { useWords } from './words/language.tsx'

const forMessages = [rehypeHtmlAsText, rehypeSanitize]
const forArticles = [...forMessages, rehypeHeadingIds]

interface MarkdownProps {
  text: string
  /** Address of the page the text is from, for its relative links; null when unknown. */
  base: string | null
  /** Whether this is a whole article, whose headings can be jumped to. */
  isArticle?: boolean
}

/** Text of a bot, an agent or an article. HTML in it is shown as the text that it is, never run. */
export const Markdown = memo(function Markdown({ text, base, isArticle = false }: MarkdownProps) {
  const words = useWords()
  const components = useMemo(() => componentsFor(base, isArticle, words.table), [base, isArticle, words])
  return (
    <div className="prose" dir="auto">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={isArticle ? forArticles : forMessages}
        urlTransform={defaultUrlTransform}
        components={components}
      >
        {text}
      </ReactMarkdown>
    </div>
  )
})

/** Follows a link to an article without leaving the chat; with a modifier key the browser does as it always does. */
export function stayHere(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return
  event.preventDefault()
  go(event.currentTarget.href)
}

type Plain<Tag extends 'a' | 'img' | 'table' | 'input' | 'h2'> = ComponentProps<Tag> & { node?: unknown }

function componentsFor(base: string | null, isArticle: boolean, tableLabel: string): Components {
  const heading = ({ node: _, ...rest }: Plain<'h2'>) => <h2 dir="auto" {...rest} />
  return {
    // The page has its own first heading; a bubble has no outline, so all of its headings are equal there.
    ...(isArticle ? { h1: heading } : { h1: heading, h2: heading, h3: heading, h4: heading, h5: heading, h6: heading }),
    p: ({ node: _, ...rest }) => <p dir="auto" {...rest} />,
    li: ({ node: _, ...rest }) => <li dir="auto" {...rest} />,
    a: ({ href, children }: Plain<'a'>) => {
      const target = targetOf(href, base, isArticle)
      if (!target) return <span>{children}</span>
      if (target.to === 'heading') return <a href={target.href}>{children}</a>
      if (target.to === 'article')
        return (
          <a href={target.href} onClick={stayHere}>
            {children}
          </a>
        )
      return (
        <a href={target.href} target="_blank" rel="noopener noreferrer">
          {children}
        </a>
      )
    },
    img: ({ src, alt = '' }: Plain<'img'>) => {
      const target = typeof src === 'string' ? targetOf(src, base, isArticle) : null
      return target?.to === 'elsewhere' ? (
        <img src={target.href} alt={alt} loading="lazy" referrerPolicy="no-referrer" />
      ) : (
        <span>{alt}</span>
      )
    },
    table: ({ node: _, ...rest }: Plain<'table'>) => (
      // biome-ignore lint/a11y/useSemanticElements: a group of nothing but a table; a landmark would be one too many
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table has to be scrollable by keyboard
      <div className="wide" role="group" tabIndex={0} aria-label={tableLabel}>
        <table {...rest} />
      </div>
    ),
    // A task list is there to be read; a disabled box without a label says nothing to a screen reader.
    input: ({ checked }: Plain<'input'>) => <span>{checked ? '☑ ' : '☐ '}</span>,
  }
}
