import type { IndexedArticle } from '../index.ts'
import { type AnalyzedLanguage, analyze } from './analyze.ts'
import { type Blend, blendFor } from './blend.ts'
import { type FeatureSpace, vectorOf } from './feature-space.ts'
import { type ArticleScore, type Concept, InvertedIndex } from './inverted-index.ts'
import { Likeness } from './likeness.ts'
import { type LinearModel, linearScores } from './linear-model.ts'
import { cutPassages, type Passage } from './passages.ts'
import { readQuestion, type WordsKnown } from './read-question.ts'
import { Spelling } from './spelling.ts'
import { textsOf } from './texts-of-article.ts'
import { type Thesauri, thesauriOf } from './thesaurus.ts'
import { WordForWord } from './word-for-word.ts'
import type { WordVectors } from './word-vectors.ts'
import { workplaceWords } from './workplace-words.ts'

/** What was learnt from the phrasings of a base: a space and a linear function for each article that has some. */
export interface Learnt {
  space: FeatureSpace
  model: LinearModel
  /** Article of each class. */
  classes: string[]
}

/** One article for one question: its parts and their sum. */
export interface Ranked {
  id: string
  total: number
  parts: { linear: number; phrasing: number; neighbours: number; passage: number; page: number; likeness: number }
  coverage: number
  bestPassage: number
}

/** The best articles for a question, and what the question is made of. */
export interface Ranking {
  /** Best first. */
  ranked: Ranked[]
  /** What is searched for; related words weigh less than 1. */
  concepts: Concept[]
  /** Share of the meaningful words that no article holds, 0 to 1. */
  unknown: number
  /** How many meaningful words there are. */
  words: number
  /** Share of the question, by the rarity of its words, that titles and phrasings hold: of the best article, the second, any. */
  held: { best: number; second: number; any: number }
  /** The one article whose title or phrasing is the question word for word; null when there is none, or several. */
  exact: string | null
}

interface Held {
  article: IndexedArticle
  number: number
  /** How many passages it has. */
  passages: number
  /** Its first unit; the others follow. */
  firstUnit: number
  /** Stems of its title and phrasings; made when first needed. */
  vocabulary: Set<string> | null
  class: number
}

/** From this many articles on only the best are scored to the end: before, scoring all takes no longer. */
const many = 3_000
/** How many concepts of a question are searched for in such a base, the rarest: nobody asks for more in a sentence. */
export const mostConcepts = 40
/** How many articles passages are kept of, once they were shown. */
const passagesKept = 1_000

/** How much further behind an article in another language than the question's is, where the base has both. */
const otherLanguage = 0.15

/** Articles that can be added, removed and ranked for a question. */
export class Ranker {
  readonly index = new InvertedIndex()
  private readonly held = new Map<string, Held>()
  /** How many articles are German. */
  private german = 0
  private readonly byNumber: (Held | undefined)[] = []
  private readonly cut = new Map<string, Passage[]>()
  private readonly spelling = new Spelling()
  private readonly wordForWord = new WordForWord()
  private thesauri: Thesauri
  private learnt: Learnt | null = null
  private likeness: Likeness | null = null
  private scratch = new Float64Array(0)
  private phrasings = 0
  private passages = 0
  blend: Blend | null = null

  constructor(thesauri: Thesauri = thesauriOf(workplaceWords)) {
    this.thesauri = thesauri
  }

  /** Whether there is at least as much prose as there are phrasings; titles count as phrasings. */
  get kind(): 'phrasings' | 'prose' {
    return this.passages > 0 && this.passages >= this.phrasings + this.held.size ? 'prose' : 'phrasings'
  }

  /** The language of most articles. */
  get language(): AnalyzedLanguage {
    return this.german > this.held.size / 2 ? 'de' : 'en'
  }

  get size(): number {
    return this.held.size
  }

  /** How many phrasings an article has on average. */
  get perArticle(): number {
    return this.phrasings / Math.max(1, this.held.size)
  }

  /** Whether it ranks by what was learnt from phrasings, too. */
  get hasLearnt(): boolean {
    return this.learnt !== null
  }

  /** All articles, in the order of their ids, so that what is learnt does not hang on the order of changes. */
  articles(): IndexedArticle[] {
    return [...this.held.values()].map((each) => each.article).sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  article(id: string): { article: IndexedArticle; passages: Passage[] } | undefined {
    const held = this.held.get(id)
    if (!held) return undefined
    let passages = this.cut.get(id)
    if (!passages) {
      if (this.cut.size >= passagesKept) this.cut.clear()
      passages = cutPassages(held.article.body)
      this.cut.set(id, passages)
    }
    return { article: held.article, passages }
  }

  put(article: IndexedArticle): void {
    this.remove(article.id)
    const number = this.byNumber.length
    const { units, words, wholes, passages } = textsOf(article)
    const ids = units.map((unit) => this.index.add({ ...unit, article: number }))
    for (const word of words) this.spelling.add(word)
    for (const whole of wholes) this.wordForWord.add(article.id, whole)
    this.phrasings += article.phrasings.length
    this.passages += passages
    const learnt = this.learnt?.classes.indexOf(article.id) ?? -1
    const held: Held = { article, number, passages, firstUnit: ids[0]!, vocabulary: null, class: learnt }
    this.byNumber.push(held)
    this.held.set(article.id, held)
    if (article.language === 'de') this.german++
  }

  remove(id: string): void {
    const held = this.held.get(id)
    if (!held) return
    // Read once more instead of remembered: it takes less than a millisecond, and would be most of the memory.
    const { units, words, wholes } = textsOf(held.article)
    for (const [at, { terms }] of units.entries()) this.index.remove(held.firstUnit + at, terms.keys())
    for (const word of words) this.spelling.remove(word)
    for (const whole of wholes) this.wordForWord.remove(id, whole)
    this.phrasings -= held.article.phrasings.length
    this.passages -= held.passages
    this.held.delete(id)
    if (held.article.language === 'de') this.german--
    this.cut.delete(id)
    this.byNumber[held.number] = undefined
  }

  /** Uses what was learnt from now on; articles put since are ranked without. */
  use(learnt: Learnt | null): void {
    this.learnt = learnt
    this.scratch = new Float64Array(learnt?.classes.length ?? 0)
    for (const held of this.held.values()) held.class = -1
    learnt?.classes.forEach((id, number) => {
      const held = this.held.get(id)
      if (held) held.class = number
    })
    this.likeness = learnt?.space.meanings ? this.likenessBy(learnt.space.meanings, learnt.classes) : null
  }

  private likenessBy(vectors: WordVectors, classes: string[]): Likeness {
    const texts = classes.flatMap((id, owner) => {
      const article = this.held.get(id)?.article
      if (!article) return []
      return [article.title, ...article.phrasings.map(({ text }) => text)].map((text) => ({
        owner,
        terms: analyze(text, article.language === 'de' ? 'de' : 'en').terms,
      }))
    })
    return new Likeness(vectors, texts, classes.length)
  }

  /** Uses these related words from now on. */
  relate(thesauri: Thesauri): void {
    this.thesauri = thesauri
  }

  /** Ranks articles for a question. @param most how many are returned at most */
  rank(text: string, language: AnalyzedLanguage, most = 10): Ranking {
    const blend = this.blend ?? blendFor(this.kind, this.perArticle)
    const question = readQuestion(text, language, this.wordsKnown(), blend.related)
    const scored = new Map<number, ArticleScore>()
    const isLarge = this.held.size >= many && !this.learnt
    if (isLarge) question.concepts = this.rarest(question.concepts)
    const scores = isLarge ? this.index.best(question.concepts, blend, 2 * most) : this.index.score(question.concepts)
    for (const score of scores) scored.set(score.article, score)
    const ranked: Ranked[] = []
    const linear = this.linear(text)
    const likeness = blend.likeness > 0 ? this.likeness?.to(analyze(text, language).terms) : undefined
    const mixed = this.german > 0 && this.german < this.held.size
    const add = (held: Held, score: ArticleScore | undefined) => {
      const parts = {
        linear: held.class >= 0 && linear ? linear[held.class]! : -1,
        phrasing: score?.phrasing ?? 0,
        neighbours: score?.neighbours ?? 0,
        passage: score?.passage ?? 0,
        page: score?.page ?? 0,
        likeness: held.class >= 0 && likeness ? likeness[held.class]! : 0,
      }
      const total =
        blend.linear * parts.linear +
        blend.phrasing * parts.phrasing +
        blend.neighbours * parts.neighbours +
        blend.passage * parts.passage +
        blend.page * parts.page +
        blend.likeness * parts.likeness -
        (mixed && (held.article.language === 'de') !== (language === 'de') ? otherLanguage : 0)
      ranked.push({
        id: held.article.id,
        total,
        parts,
        coverage: score?.coverage ?? 0,
        bestPassage: score?.bestPassage ?? -1,
      })
    }
    if (linear && this.learnt) {
      for (const id of this.learnt.classes) {
        const held = this.held.get(id)
        if (held && !scored.has(held.number)) add(held, undefined)
      }
    }
    for (const score of scored.values()) add(this.byNumber[score.article]!, score)
    const exact = this.wordForWord.find(text)
    // What an article was given as its own question is answered by it, whatever else speaks of the same.
    ranked.sort(
      (a, b) => Number(b.id === exact) - Number(a.id === exact) || b.total - a.total || (a.id < b.id ? -1 : 1),
    )
    return {
      ranked: ranked.slice(0, most),
      concepts: question.concepts,
      unknown: question.unknown,
      words: question.words,
      held: this.heldBy(ranked, question.concepts),
      exact,
    }
  }

  /** The concepts that tell most, in the order of the question. */
  private rarest(concepts: Concept[]): Concept[] {
    if (concepts.length <= mostConcepts) return concepts
    const rarity = new Map(concepts.map((concept) => [concept, this.index.rarity(concept[0]!.term)]))
    const rarest = concepts.toSorted((a, b) => rarity.get(b)! - rarity.get(a)!).slice(0, mostConcepts)
    return concepts.filter((concept) => rarest.includes(concept))
  }

  private heldBy([best, second]: Ranked[], concepts: Concept[]): Ranking['held'] {
    const first = best && this.vocabularyOf(best.id)
    const next = second && this.vocabularyOf(second.id)
    const held = { best: 0, second: 0, any: 0 }
    let all = 0
    for (const [own] of concepts) {
      const rarity = this.index.rarity(own!.term, 'phrasing')
      all += rarity
      if (first?.has(own!.term)) held.best += rarity
      if (next?.has(own!.term)) held.second += rarity
      if (this.index.has(own!.term)) held.any += rarity
    }
    if (all === 0) return held
    return { best: held.best / all, second: held.second / all, any: held.any / all }
  }

  private vocabularyOf(id: string): Set<string> {
    const held = this.held.get(id)!
    const { title, phrasings, language } = held.article
    held.vocabulary ??= new Set(
      [title, ...phrasings.map(({ text }) => text)].flatMap(
        (text) => analyze(text, language === 'de' ? 'de' : 'en').terms,
      ),
    )
    return held.vocabulary
  }

  private wordsKnown(): WordsKnown {
    const { index, spelling } = this
    return { index, spelling, thesaurus: this.thesauri[this.kind], dictionary: this.learnt?.space.kinds.words ?? null }
  }

  private linear(text: string): Float64Array | null {
    if (!this.learnt) return null
    const { index, value } = vectorOf(this.learnt.space, text)
    linearScores(this.learnt.model, index, value, this.scratch)
    return this.scratch
  }
}
