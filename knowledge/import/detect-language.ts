const commonWords = {
  en: new Set(
    'the and to of is in for you your a are with on be this that it can from as by or an not will have if at how we'.split(
      ' ',
    ),
  ),
  de: new Set(
    'der die das und zu von ist für sie ihr ihre ein eine einen mit auf den dem nicht wird werden kann oder im wie bei sich wir auch'.split(
      ' ',
    ),
  ),
}

/** English unless the commonest German words are more frequent; a page is decided by its first thousand words. */
export function detectLanguage(text: string): 'en' | 'de' {
  let en = 0
  let de = 0
  for (const [word] of text
    .slice(0, 8_000)
    .toLowerCase()
    .matchAll(/\p{L}+/gu)) {
    if (commonWords.en.has(word)) en++
    if (commonWords.de.has(word)) de++
  }
  return de > en ? 'de' : 'en'
}
