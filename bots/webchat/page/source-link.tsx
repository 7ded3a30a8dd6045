import type { ArticleShown } from '../../../core/ports.ts'
import { OutIcon, PageIcon } from './icons.tsx'
import { targetOf } from './links.ts'
import { stayHere } from './markdown.tsx'
import { useWords } from './words/language.tsx'

/** Where an answer comes from, as a link to the whole article. */
export function SourceLink({ article }: { article: ArticleShown }) {
  const words = useWords()
  const target = targetOf(article.url, location.origin, false)
  const label = words.from(article.title)
  if (!target)
    return (
      <p className="source" dir="auto">
        <PageIcon />
        {label}
      </p>
    )
  const isOurs = target.to === 'article'
  return (
    <p className="source" dir="auto">
      <a href={target.href} {...(isOurs ? { onClick: stayHere } : { target: '_blank', rel: 'noopener noreferrer' })}>
        <PageIcon />
        <span>{label}</span>
        {!isOurs && <OutIcon />}
      </a>
    </p>
  )
}
