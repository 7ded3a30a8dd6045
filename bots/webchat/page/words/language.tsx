import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Language } from '../../../../core/ports.ts'
import { read, write } from '../kept.ts'
import { de } from './de.ts'
import { en, type Words } from './en.ts'

const catalogues: Record<Language, Words> = { en, de }
const keptAs = 'firstline.language'

let language: Language = initialLanguage()

/** The language people read now; it travels with every request so that the bot answers in it. */
export function currentLanguage(): Language {
  return language
}

/** The first language we speak: what was chosen here before, else what the browser prefers. */
function initialLanguage(): Language {
  const chosen = read<string>('localStorage', keptAs)
  for (const tag of [chosen ?? '', ...navigator.languages]) {
    const short = tag.slice(0, 2).toLowerCase()
    if (short === 'en' || short === 'de') return short
  }
  return 'en'
}

interface Speaking {
  words: Words
  language: Language
  /** Changes between the two languages, for good. */
  switchLanguage(): void
}

const Context = createContext<Speaking>({ words: catalogues[language], language, switchLanguage() {} })

/** Gives everything below it the words of the chosen language. */
export function Speak({ children }: { children: ReactNode }) {
  const [spoken, setSpoken] = useState(language)
  useEffect(() => {
    document.documentElement.lang = spoken
  }, [spoken])
  const switchLanguage = () => {
    language = spoken === 'en' ? 'de' : 'en'
    write('localStorage', keptAs, language)
    setSpoken(language)
  }
  return <Context value={{ words: catalogues[spoken], language: spoken, switchLanguage }}>{children}</Context>
}

export function useWords(): Words {
  return useContext(Context).words
}

export function useLanguage(): Speaking {
  return useContext(Context)
}
