import type { IndexedArticle } from '../index.ts'
import type { AnalyzedLanguage } from '../search/analyze.ts'
import { featuresOf, learnSpace, rowsOf } from '../search/feature-space.ts'
import { randomNumbers, trainLinear } from '../search/linear-model.ts'
import { type Learnt, Ranker } from '../search/ranker.ts'
import { readKinds, type WordKinds } from '../search/word-kinds.ts'
import { type WordVectors, wordVectors } from '../search/word-vectors.ts'
import { readMeanings } from '../search/wordnet.ts'
import { calibrate, type Evidence, evidenceOf, mostCompared, type Trust } from './confidence.ts'

/** All that is learnt from a base. */
export interface Trained {
  learnt: Learnt
  /** Null where there is too little to learn it from. */
  calibration: Trust | null
}

/** More weights than this are not kept, 4 bytes each: beyond, features that few texts have are left out. */
const mostWeights = 24_000_000
/** With fewer texts per article than this, the meanings of words help; with more they are known from the texts. */
const enoughTexts = 30
/** With more articles than this none are told apart by a linear function: the index alone is as good, and smaller. */
export const mostClasses = 3_000

let meanings: WordVectors | null = null
let kinds: WordKinds | null = null

/** Kinds of words, read when they are first needed: about a second of work. */
function kindsOnce(): WordKinds {
  kinds ??= readKinds()
  return kinds
}

/** Word vectors, made when they are first needed: some seconds of work. */
function meaningsOnce(): WordVectors {
  meanings ??= wordVectors(readMeanings(), { dimensions: 128, rounds: 4, own: 0.15 })
  return meanings
}

/**
 * Learns from titles and phrasings which article a question belongs to, and how far that can be trusted.
 * Takes seconds, so it runs in a worker. The same articles in the same order give the same result.
 */
export function train(articles: readonly IndexedArticle[]): Trained {
  return { learnt: learn(articles, 6), calibration: calibrationOf(articles) }
}

function learn(articles: readonly IndexedArticle[], epochs: number): Learnt {
  const texts: string[] = []
  const labels: number[] = []
  const importance: number[] = []
  articles.forEach((article, label) => {
    for (const { text, weight = 1 } of [{ text: article.title }, ...article.phrasings] as IndexedArticle['phrasings']) {
      texts.push(text)
      labels.push(label)
      importance.push(weight)
    }
  })
  const classes = articles.length
  const thin = texts.length < enoughTexts * classes
  const most = Math.max(2_000, Math.floor(mostWeights / Math.max(1, classes)))
  const space = learnSpace(texts, texts.length > 3_000 ? 2 : 1, most, thin ? meaningsOnce() : null, kindsOnce())
  const model = trainLinear(
    rowsOf(space, texts),
    Int32Array.from(labels),
    Float32Array.from(importance),
    featuresOf(space),
    classes,
    { penalty: 2, epochs },
  )
  return { space, model, classes: articles.map((article) => article.id) }
}

/**
 * Folds, and what each leaves out: of the articles, all their phrasings; of the others, some of them. Questions that no
 * article answers are seldom as near to one as those of a single article left out; with 40 % left out instead of 15 %
 * the confidence told real ones better (AUROC on clinc150 0.968 instead of 0.958).
 */
const folds = { count: 3, articles: 0.4, phrasings: 0.2 }
/** What share of questions no article answers is assumed, when the base itself cannot say. */
const assumedOutside = 0.12
/** Fewer phrasings an article than this leave nothing to hold out. */
const fewestPhrasings = 3
const mostHeldOut = 1_500
/**
 * How much a held-out phrasing that leads to a wrong article counts beside one that leads nowhere: less, since it looks
 * like a right one, and would teach to mistrust those.
 */
const mistaken = 0.05

/** Learns how far a ranking can be trusted by asking phrasings that were held out, and those of articles left out whole. */
function calibrationOf(articles: readonly IndexedArticle[]): Trust | null {
  const phrasings = articles.reduce((sum, article) => sum + article.phrasings.length, 0)
  if (phrasings < fewestPhrasings * articles.length || articles.length < 8) return null
  const rows: Evidence[] = []
  const right: boolean[] = []
  const amongThree: boolean[] = []
  const inside: boolean[] = []
  for (let fold = 0; fold < folds.count; fold++) {
    const random = randomNumbers(fold + 11)
    const kept: IndexedArticle[] = []
    const asked: { text: string; language: AnalyzedLanguage; wanted: string | null }[] = []
    for (const article of articles) {
      const language = article.language === 'de' ? 'de' : 'en'
      if (random() < folds.articles) {
        for (const { text } of article.phrasings) asked.push({ text, language, wanted: null })
        continue
      }
      const held = article.phrasings.map(() => random() < folds.phrasings)
      article.phrasings.forEach(({ text }, at) => {
        if (held[at]) asked.push({ text, language, wanted: article.id })
      })
      kept.push({ ...article, phrasings: article.phrasings.filter((_, at) => !held[at]) })
    }
    const ranker = new Ranker()
    for (const article of kept) ranker.put(article)
    ranker.use(learn(kept, 3))
    const share = Math.min(1, mostHeldOut / asked.length)
    for (const { text, language, wanted } of asked) {
      if (random() >= share) continue
      const ranking = ranker.rank(text, language, mostCompared)
      rows.push(evidenceOf(ranking, 'phrasings'))
      right.push(ranking.ranked[0]?.id === wanted)
      amongThree.push(ranking.ranked.slice(0, 3).some(({ id }) => id === wanted))
      inside.push(wanted !== null)
    }
  }
  const outside = inside.filter((each) => !each).length
  const weight = (assumedOutside / (1 - assumedOutside)) * ((inside.length - outside) / Math.max(1, outside))
  const importance = inside.map((each, at) => (each ? (right[at] ? 1 : mistaken) : weight))
  return {
    first: calibrate(rows, right, importance),
    three: calibrate(
      rows,
      amongThree,
      inside.map((each) => (each ? 1 : weight)),
    ),
  }
}
