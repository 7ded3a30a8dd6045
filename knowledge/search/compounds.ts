import { workplaceWords } from './workplace-words.ts'

/** Words that compounds of the workplace are made of, beside those of the list of related words. */
const commonParts = `
abteilung adresse amt anfrage angebot anleitung antrag arbeit arbeitgeber arbeitnehmer arbeitsplatz archiv aufgabe ausgabe auskunft
auto bedarf bereich bericht bescheinigung besprechung besuch besucher betrag betreuung betrieb bild buch büro daten datei dienst dokument
eingang eltern empfang ende erklärung essen fahrt fahrrad familie feier feiertag firma formular frage freigabe frist gebäude geld geschenk
gesundheit gruppe halter haus heft hilfe jahr kalender kantine karte kasse kennzeichen kind kontakt kosten kranken kunde kunden lager leiter
liste lösung material meldung miete monat mutter nachweis name nummer ordner ort pass pause pflicht pflege plan planung platz portal post
probe projekt prüfung quote rabatt raum rechnung recht regel regelung rente richtlinie ruhe saldo schein schicht schutz schlüssel seite
sicherheit signatur sitzung sperre stadt start stelle steuer stunde system tag tarif technik teil teilzeit termin ticket unfall unterlagen
unterschrift urlaub vater verein verlust vermittlung versand versicherung vertrag vertretung verwaltung vorlage vorschrift wagen wartung
wechsel werk woche wohnung zahl zahlung zeit zeugnis ziel zimmer zugang zuschuss zulage
`

/** A part has at least so many letters; shorter ones are found in words that have nothing to do with them. */
const shortestPart = 4
/** What German puts between the parts of a compound, nothing first. */
const links = ['', 's', 'n', 'en', 'es', 'er', 'e']
/** More parts than this are no word any more. */
const mostParts = 4

const vocabulary = new Set(
  `${commonParts} ${workplaceWords.de}`
    .split(/[\s,]+/u)
    .filter((word) => word.length >= shortestPart && /^\p{L}+$/u.test(word)),
)

/**
 * The parts of a German compound, in order: "elternzeitantrag" has "elternzeit" and "antrag". The fewest parts win, and
 * among as many the longest first one. What is known as a part does not hang on the articles, so that it does not
 * matter in which order they come and go.
 * @param word lower case, with its umlauts
 * @returns two to four parts; none for a word that is no compound of known parts
 */
export function compoundParts(word: string): string[] {
  if (word.length < 2 * shortestPart || word.length > 40) return []
  return split(word, mostParts) ?? []
}

/** The fewest parts of a word, at least two; null when it has none. */
function split(word: string, most: number): string[] | null {
  let best: string[] | null = null
  for (let end = word.length - shortestPart; end >= shortestPart; end--) {
    const first = word.slice(0, end)
    if (!vocabulary.has(first)) continue
    for (const link of links) {
      if (!word.startsWith(link, end)) continue
      const rest = word.slice(end + link.length)
      if (rest.length < shortestPart) continue
      const others = isPart(rest) ? [rest] : most > 2 ? split(rest, most - 1) : null
      if (others && (best === null || others.length + 1 < best.length)) best = [first, ...others]
    }
  }
  return best
}

/** A last part may be in the plural. */
function isPart(word: string): boolean {
  return (
    vocabulary.has(word) ||
    ['e', 'en', 'n', 's'].some((end) => word.endsWith(end) && vocabulary.has(word.slice(0, -end.length)))
  )
}
