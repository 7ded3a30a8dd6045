/** How the parts of a score are summed. */
export interface Blend {
  linear: number
  phrasing: number
  neighbours: number
  passage: number
  page: number
  likeness: number
  /** How much a related word counts beside the word itself. */
  related: number
}

/**
 * For bases where questions are mostly found among phrasings, by how many an article has, and where they are found in
 * prose. The fewer the phrasings, the less the linear function knows beside single words and their meanings. Chosen on
 * the development questions of clinc150 and banking77 alike.
 */
const blends: { phrasings: [phrasings: number, blend: Blend][]; prose: Blend } = {
  phrasings: [
    [0, { linear: 0.5, phrasing: 2, neighbours: 0, passage: 0.3, page: 0.1, likeness: 0.6, related: 0.6 }],
    [1, { linear: 1, phrasing: 0.3, neighbours: 0.3, passage: 0.3, page: 0.1, likeness: 0.3, related: 0.6 }],
    [10, { linear: 1, phrasing: 0.3, neighbours: 0.3, passage: 0.3, page: 0.1, likeness: 0.3, related: 0.6 }],
    [30, { linear: 1, phrasing: 0.3, neighbours: 0.3, passage: 0.3, page: 0.1, likeness: 0, related: 0.6 }],
  ],
  prose: { linear: 0, phrasing: 0.5, neighbours: 0, passage: 1, page: 0.5, likeness: 0, related: 0.7 },
}

/** The blend for a base. @param perArticle phrasings an article has on average */
export function blendFor(kind: 'phrasings' | 'prose', perArticle: number): Blend {
  if (kind === 'prose') return blends.prose
  const steps = blends.phrasings
  const above = steps.findIndex(([phrasings]) => phrasings >= perArticle)
  if (above < 0) return steps.at(-1)![1]
  const [to, upper] = steps[above]!
  const [from, lower] = steps[Math.max(0, above - 1)]!
  const share = to === from ? 1 : (perArticle - from) / (to - from)
  const between = (part: keyof Blend) => lower[part] + share * (upper[part] - lower[part])
  return {
    linear: between('linear'),
    phrasing: between('phrasing'),
    neighbours: between('neighbours'),
    passage: between('passage'),
    page: between('page'),
    likeness: between('likeness'),
    related: between('related'),
  }
}
