import { useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { type Article, Refused, readArticle } from './api.ts'
import { Header } from './header.tsx'
import { BackIcon, OutIcon } from './icons.tsx'
import { targetOf } from './links.ts'
import { Markdown, stayHere } from './markdown.tsx'
import { useWords } from './words/language.tsx'

type Reading = { is: 'reading' | 'missing' | 'failed' } | { is: 'read'; article: Article }

/** One article in full, at the heading that the address names. */
export function ArticlePage({ id, hash }: { id: string; hash: string }) {
  const words = useWords()
  const [reading, setReading] = useState<Reading>({ is: 'reading' })

  const readIt = useCallback(async () => {
    setReading({ is: 'reading' })
    try {
      setReading({ is: 'read', article: await readArticle(id) })
    } catch (error) {
      setReading({ is: error instanceof Refused ? 'missing' : 'failed' })
    }
  }, [id])
  useEffect(() => void readIt(), [readIt])

  useLayoutEffect(() => {
    if (reading.is === 'read') showHeading(hash)
  }, [reading, hash])

  return (
    <div className="page">
      <Header
        start={
          <a className="back" href="/chat" onClick={stayHere}>
            <BackIcon />
            {words.backToChat}
          </a>
        }
      />
      <main className="column reading">
        {reading.is !== 'read' && <h1 className="hidden">{words.title}</h1>}
        {reading.is === 'reading' && (
          <p className="soft late" role="status">
            {words.articleLoading}
          </p>
        )}
        {reading.is === 'missing' && <p role="alert">{words.articleMissing}</p>}
        {reading.is === 'failed' && (
          <div role="alert">
            <p>{words.articleFailed}</p>
            <button type="button" className="solid" onClick={readIt}>
              {words.tryAgain}
            </button>
          </div>
        )}
        {reading.is === 'read' && <WholeArticle article={reading.article} />}
      </main>
    </div>
  )
}

function WholeArticle({ article }: { article: Article }) {
  const words = useWords()
  const original = article.url === null ? null : targetOf(article.url, location.origin, false)
  return (
    <article>
      <h1 dir="auto">{article.title}</h1>
      {original?.to === 'elsewhere' && (
        <p className="source">
          <a href={original.href} target="_blank" rel="noopener noreferrer">
            <span>{words.originalPage}</span>
            <OutIcon />
          </a>
        </p>
      )}
      <Markdown text={withoutTitle(article)} base={original?.href ?? null} isArticle />
    </article>
  )
}

/** The text without a first heading that only repeats the title. */
function withoutTitle({ title, body }: Article): string {
  const first = /^\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\r?\n|$)/.exec(body)
  return first?.[1] === title ? body.slice(first[0].length) : body
}

function showHeading(hash: string): void {
  if (hash.length < 2) {
    scrollTo({ top: 0 })
    return
  }
  let anchor = hash.slice(1)
  try {
    anchor = decodeURIComponent(anchor)
  } catch {
    // A lone % is part of the anchor itself.
  }
  const heading = document.getElementById(anchor)
  heading?.scrollIntoView({ block: 'start' })
  heading?.focus({ preventScroll: true })
}
