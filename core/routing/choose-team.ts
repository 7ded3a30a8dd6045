import type { Catalogue } from '../messages/catalogue.ts'
import type { Level } from '../people/team.ts'

export interface CategoryRule {
  name: string
  /** Words or phrases; a request that holds one of them as whole words speaks for the category. */
  keywords: string[]
  teamId: string | null
}

export interface TeamChoice {
  id: string
  name: string
  level: Level
  isDefault: boolean
}

export interface TeamDecision<T extends TeamChoice> {
  category: string | null
  team: T
  why: string
}

/**
 * The category of a request and the team it goes to: the category whose keywords it holds most often (the earlier
 * in the alphabet where they tie), else the category of the article that came closest; then that category's team
 * if it works at the level, else the level's default team.
 * @param request everything the requester wrote, any length
 * @param articleCategory category of the closest article, null when it has none
 * @returns null when the level has no default team and no category claims the request
 */
export function chooseTeam<T extends TeamChoice>(
  request: string,
  articleCategory: string | null,
  level: Level,
  rules: CategoryRule[],
  teams: T[],
  words: Catalogue,
): TeamDecision<T> | null {
  const rule = matchingRule(request, articleCategory, rules)
  const atLevel = teams.filter((team) => team.level === level)
  const own = atLevel.find((team) => team.id === rule?.rule.teamId)
  const team = own ?? atLevel.find((candidate) => candidate.isDefault)
  if (!team) return null
  const why = [
    rule
      ? words.because.category(rule.rule.name, rule.matched.map((word) => `“${word}”`).join(', '))
      : words.because.noCategory(),
    own ? words.because.categoryTeam(team.name) : words.because.defaultTeam(team.name, words.level[level]()),
  ].join(' ')
  return { category: rule?.rule.name ?? articleCategory, team, why }
}

function matchingRule(
  request: string,
  articleCategory: string | null,
  rules: CategoryRule[],
): { rule: CategoryRule; matched: string[] } | null {
  const text = ` ${normalized(request)} `
  let best: { rule: CategoryRule; matched: string[] } | null = null
  for (const rule of [...rules].sort((a, b) => a.name.localeCompare(b.name))) {
    const matched = rule.keywords.filter((keyword) => {
      const words = normalized(keyword)
      return words !== '' && text.includes(` ${words} `)
    })
    if (matched.length > (best?.matched.length ?? 0)) best = { rule, matched }
  }
  if (best) return best
  const byArticle = rules.find((rule) => rule.name.toLowerCase() === articleCategory?.toLowerCase())
  return byArticle ? { rule: byArticle, matched: [byArticle.name] } : null
}

/** Lower case words with single spaces between them; everything that is neither letter nor digit counts as a space. */
function normalized(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
