import type { Language } from '../ports.ts'
import { de } from './de.ts'
import { type Catalogue, en } from './en.ts'

export type { Catalogue } from './en.ts'

const catalogues: Record<Language, Catalogue> = { en, de }

/** The catalogue of a language. */
export function catalogue(language: Language): Catalogue {
  return catalogues[language]
}

/** The first language we speak in a list of language tags such as an Accept-Language header; English when there is none. */
export function preferredLanguage(tags: string | null | undefined): Language {
  for (const tag of (tags ?? '').split(',')) {
    const language = tag.trim().slice(0, 2).toLowerCase()
    if (language === 'de' || language === 'en') return language
  }
  return 'en'
}

/**
 * An instant as people write it, in a team's time zone: "Monday, 24 November, 14:30 (CET)".
 * @param timeZone IANA name
 */
export function spokenInstant(at: Date, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(at)
}
