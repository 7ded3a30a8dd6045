import type { ReactNode } from 'react'
import { BotIcon } from './icons.tsx'
import { useLanguage } from './words/language.tsx'

/** The bar above chat and articles. */
export function Header({ start, end, below }: { start?: ReactNode; end?: ReactNode; below?: ReactNode }) {
  const { words, language, switchLanguage } = useLanguage()
  return (
    <header className="bar">
      <div className="column bar-row">
        {start ?? (
          <h1 className="brand">
            <span className="mark" aria-hidden="true">
              <BotIcon />
            </span>
            <span>{words.title}</span>
          </h1>
        )}
        <div className="bar-end">
          <button type="button" className="quiet" lang={language === 'en' ? 'de' : 'en'} onClick={switchLanguage}>
            {words.otherLanguage}
          </button>
          {end}
        </div>
      </div>
      {below}
    </header>
  )
}
