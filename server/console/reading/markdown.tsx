import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import ReactMarkdown, { type Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import classes from './markdown.module.css'

/**
 * Text that people wrote, as Markdown. HTML in it is shown as text, never as elements; addresses other than http(s) and
 * mailto are dropped.
 * @param kind `message`: line breaks stay, headings become bold lines, images become links, so that a stranger's picture
 *   is not fetched by merely opening a ticket; `article`: headings begin below the page's own, images are shown
 */
export function Markdown({ text, kind }: { text: string; kind: 'message' | 'article' }) {
  return (
    <div className={`${classes.text} ${kind === 'message' ? classes.message : classes.article}`} dir="auto">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeSanitize]}
        components={kind === 'message' ? messageParts : articleParts}
      >
        {text}
      </ReactMarkdown>
    </div>
  )
}

const shared: Components = {
  a: ({ href, children }) => (
    <Anchor href={href} target="_blank" rel="noopener noreferrer nofollow" inherit underline="always">
      {children}
    </Anchor>
  ),
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reachable by keyboard
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reachable by keyboard
    <div className={classes.wide} tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
}

const boldLine: Components['h1'] = ({ children }) => (
  <p>
    <strong>{children}</strong>
  </p>
)

const messageParts: Components = {
  ...shared,
  h1: boldLine,
  h2: boldLine,
  h3: boldLine,
  h4: boldLine,
  h5: boldLine,
  h6: boldLine,
  img: ({ src, alt }) => <ImageLink src={typeof src === 'string' ? src : undefined} alt={alt} />,
}

const articleParts: Components = {
  ...shared,
  h1: ({ children }) => <h2>{children}</h2>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h5>{children}</h5>,
  h5: ({ children }) => <h6>{children}</h6>,
  img: ({ src, alt }) => <img src={src} alt={alt ?? ''} loading="lazy" referrerPolicy="no-referrer" />,
}

function ImageLink({ src, alt }: { src?: string; alt?: string }) {
  const { t } = useTranslation()
  const label = t('common.image', { alt: alt || t('common.imageWithoutText') })
  if (!src) return <span>{label}</span>
  return (
    <Anchor href={src} target="_blank" rel="noopener noreferrer nofollow" inherit underline="always">
      {label}
    </Anchor>
  )
}
