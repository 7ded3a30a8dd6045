import type { Answer, AnswerCandidate, Answerer, Explanation, Reason } from '../index.ts'
import { type AnalyzedLanguage, detectLanguage, wordsOf } from '../search/analyze.ts'
import { Ranker, type Ranking } from '../search/ranker.ts'
import { thesauriOf } from '../search/thesaurus.ts'
import { TypingErrors } from '../search/typing-errors.ts'
import { choosePassage } from './choose-passage.ts'
import { confidenceOf, decide, evidenceOf, mannerOf, mostCompared, type Trust, thresholds } from './confidence.ts'
import { explainCandidates, reasonOf } from './explain.ts'
import { intentRecognizer } from './intent.ts'
import { LearningThread } from './learning-thread.ts'
import { mostClasses } from './training.ts'
import { usualCalibrations } from './usual-calibrations.ts'

/** How sharply totals become shares. */
const sharpness = { phrasings: 6, prose: 12 }

/**
 * The probability that one of the first three is right, where none was learned: that of the first, and theirs in
 * proportion to their shares, which says much where several articles are equally near.
 */
function byShares(confidence: number, { ranked }: Ranking, kind: 'phrasings' | 'prose'): number {
  const best = ranked[0]?.total ?? 0
  const shares = ranked.slice(0, 3).reduce((sum, { total }) => sum + Math.exp(sharpness[kind] * (total - best)), 0)
  return Math.min(0.99, confidence * shares)
}

/** How many candidates an answer has at most. */
const mostCandidates = 10
/** From this confidence on an article answers what would else be taken for small talk or a request for a person. */
const articleFirst = 0.8

/** How far an article found by its letters alone is trusted: enough to be suggested. */
const nearlyRight = 0.3

/** How far an article is trusted whose title or phrasing is the question word for word. */
const wordForWord = 0.95

/** How likely one of three pages is meant when the title of the best holds every word of a question of several: enough to offer them. */
const wholeInTitle = 0.7

/** An answerer without articles. */
export function createAnswerer(): Answerer {
  const ranker = new Ranker()
  const typing = new TypingErrors()
  let recognize = intentRecognizer()
  let calibration: Trust | null = null
  const thread = new LearningThread(
    () => (ranker.kind === 'phrasings' && ranker.size <= mostClasses ? ranker.articles() : []),
    (trained) => {
      ranker.use(trained.learnt)
      calibration = trained.calibration
    },
  )

  const trustIn = (): Trust => {
    if (ranker.kind === 'prose') return usualCalibrations.prose
    return calibration ?? usualCalibrations[ranker.hasLearnt ? 'phrasings' : 'unlearnt']
  }

  const confidenceIn = (ranking: Ranking) => {
    if (ranking.ranked.length === 0) return 0
    const usual = confidenceOf(evidenceOf(ranking, ranker.kind), trustIn().first)
    return ranking.exact === null ? usual : Math.max(usual, wordForWord)
  }

  const oneOfThreeIn = (ranking: Ranking, confidence: number) => {
    const { three } = trustIn()
    // Several pages may be called what was asked for: then one of them is meant, though nobody can say which.
    if (ranker.kind === 'prose' && ranking.words >= 2 && ranking.held.best === 1)
      return Math.max(wholeInTitle, byShares(confidence, ranking, ranker.kind))
    if (three === null || ranking.ranked.length === 0) return byShares(confidence, ranking, ranker.kind)
    return Math.max(confidence, confidenceOf(evidenceOf(ranking, ranker.kind), three))
  }

  const consider = (text: string, options: { language?: string } = {}): Considered => {
    const language = languageOf(text, options.language, ranker.language)
    const { intent: recognized, searchAlso } = recognize(text)
    const ranking = ranker.rank(
      searchAlso ? `${text} ${searchAlso}` : text,
      language,
      ranker.hasLearnt ? mostCompared : mostCandidates,
    )
    const found = confidenceIn(ranking)
    // Somebody gave an article this phrasing: then it is what it is for, unless it sounds urgent.
    const meant = recognized !== 'urgent' && ranker.kind === 'phrasings' && found >= articleFirst
    const intent = meant ? 'question' : recognized
    const because = (code: Reason['code']): Reason => ({ code, value: null, needed: null })
    if (intent === 'small_talk' || intent === 'thanks') {
      const answer: Answer = { intent, decision: 'handoff', confidence: 0, candidates: [], language }
      return { answer, ranking, reason: because(intent) }
    }
    if (intent === 'question' && ranking.unknown === 1) {
      const candidates = typing.find(text).map(nearlyMeant)
      const answer: Answer = { intent, decision: 'suggest', confidence: nearlyRight, candidates, language }
      if (candidates.length > 0) return { answer, ranking, reason: because('found_by_letters') }
    }
    const confidence = intent === 'person' ? 0 : found
    const candidates = candidatesOf(ranking, found)
    if (intent !== 'question')
      return {
        answer: { intent, decision: 'handoff', confidence, candidates, language },
        ranking,
        reason: because(intent),
      }
    const manner = mannerOf(ranker.kind, ranker.perArticle)
    const likely = oneOfThreeIn(ranking, confidence)
    const decision = decide(confidence, likely, manner)
    return {
      answer: { intent, decision, confidence, candidates, language },
      ranking,
      reason:
        candidates.length === 0
          ? because('nothing_found')
          : reasonOf(decision, { confidence, oneOfThree: likely }, thresholds[manner]),
    }
  }

  const nearlyMeant = (id: string): AnswerCandidate => {
    const { article, passages } = ranker.article(id)!
    const { title, url } = article
    return { articleId: id, title, url, confidence: nearlyRight, passage: passages[0] ?? null }
  }

  const candidatesOf = (ranking: Ranking, confidence: number): AnswerCandidate[] => {
    const best = ranking.ranked[0]?.total ?? 0
    const shares = ranking.ranked.map(({ total }) => Math.exp(sharpness.phrasings * (total - best)))
    const others = shares.slice(1).reduce((sum, share) => sum + share, 0)
    return ranking.ranked.slice(0, mostCandidates).map(({ id, bestPassage }, at) => {
      const { article, passages } = ranker.article(id)!
      const language = article.language === 'de' ? 'de' : 'en'
      const passage = choosePassage(passages, language, ranking.concepts, bestPassage)
      return {
        articleId: id,
        title: article.title,
        url: article.url,
        confidence:
          at === 0 ? confidence : Math.min(confidence, ((1 - confidence) * shares[at]!) / Math.max(others, 1e-9)),
        passage: passage ? { heading: passage.heading, text: passage.text, anchor: passage.anchor } : null,
      }
    })
  }

  return {
    put(article) {
      ranker.put(article)
      typing.put(article.id, [article.title, ...article.phrasings.map(({ text }) => text)])
      thread.changed()
    },
    remove(id) {
      ranker.remove(id)
      typing.remove(id)
      thread.changed()
    },
    takeWords({ related, intents }) {
      recognize = intentRecognizer(intents)
      ranker.relate(thesauriOf(related))
    },
    ask: (text, options) => consider(text, options).answer,
    show(articleId, question) {
      const found = ranker.article(articleId)
      if (!found) return null
      const { article, passages } = found
      const { concepts, ranked } = ranker.rank(
        question,
        languageOf(question, article.language, ranker.language),
        mostCandidates,
      )
      const preferred = ranked.find(({ id }) => id === articleId)?.bestPassage ?? 0
      const language = article.language === 'de' ? 'de' : 'en'
      const passage = choosePassage(passages, language, concepts, preferred)
      const { title, url } = article
      return { articleId, title, url, confidence: 1, passage }
    },
    explain(text, options): Explanation {
      const { answer, ranking, reason } = consider(text, options)
      const rarity = (term: string) => ranker.index.rarity(term)
      return {
        answer,
        reason,
        thresholds: thresholds[mannerOf(ranker.kind, ranker.perArticle)],
        terms: ranking.concepts.map(([own]) => ({
          term: own!.term,
          known: ranker.index.has(own!.term),
          weight: rarity(own!.term),
        })),
        candidates: explainCandidates(
          { ...ranking, ranked: ranking.ranked.slice(0, mostCandidates) },
          (id) => ranker.article(id)!.article,
          rarity,
        ),
      }
    },
    settled: () => thread.settled(),
    get size() {
      return ranker.size
    },
    close: () => thread.close(),
  }
}

/** An answer with what it was made from. */
interface Considered {
  answer: Answer
  ranking: Ranking
  reason: Reason
}

function languageOf(text: string, wanted: string | undefined, usual: AnalyzedLanguage): AnalyzedLanguage {
  const words = wordsOf(text)
  return words.length < 3 && (wanted === 'de' || wanted === 'en') ? wanted : detectLanguage(words, usual)
}
