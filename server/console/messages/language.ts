import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { de } from './de.ts'
import { en } from './en.ts'

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

const remembered = 'firstline.language'

/** Starts the catalogues in the language chosen here before, else the browser's. Nothing is loaded: both are built in. */
export function startMessages(): void {
  void i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, de: { translation: de } },
    lng: firstLanguage(),
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  document.documentElement.lang = i18next.language
}

/** Speaks a language from now on, and at the next visit of this browser. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(remembered, language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}

/** The language spoken now, as sent to the server with each request. */
export function spokenLanguage(): Language {
  return i18next.language === 'de' ? 'de' : 'en'
}

function firstLanguage(): Language {
  const stored = localStorage.getItem(remembered)
  if (stored === 'en' || stored === 'de') return stored
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())
  return wanted.find((tag) => tag === 'en' || tag === 'de') ?? 'en'
}
