/** What a unit is: a whole article, a passage of one, or a phrasing (the title counts as one). */
export type UnitKind = 'page' | 'passage' | 'phrasing'

/** Kinds by their number in typed arrays. */
export const kinds = ['page', 'passage', 'phrasing'] as const
/** Number of a unit that was removed. */
export const gone = 3

/**
 * BM25 (Robertson and Zaragoza 2009, sections 3.4 and 3.5): `saturation` is k1, 0.5 to 2 is sensible; `shortness` is b,
 * 0 (length does not matter) to 1. Phrasings are short anyway.
 */
export const shapes: Record<UnitKind, { saturation: number; shortness: number }> = {
  page: { saturation: 1.2, shortness: 0.75 },
  passage: { saturation: 1.2, shortness: 0.5 },
  phrasing: { saturation: 0.5, shortness: 0.6 },
}

/** What a second word for the same concept adds, as a share of its gain: texts about a thing use several words for it. */
export const furtherWords = 0.35

/** How many units of a kind there are, and how many terms they have together. */
export interface KindTotal {
  count: number
  length: number
}

/**
 * {@link shapes} by the number of the kind, with the average lengths worked in: a term that occurs `count` times gains
 * rarity * top * count / (count + flat + steep * length).
 */
export interface Shape {
  top: Float64Array
  flat: Float64Array
  steep: Float64Array
}

/** The shape of the formula for units of these totals. */
export function shapeOf(totals: Record<UnitKind, KindTotal>): Shape {
  const shape = { top: new Float64Array(3), flat: new Float64Array(3), steep: new Float64Array(3) }
  kinds.forEach((kind, number) => {
    const { saturation, shortness } = shapes[kind]
    const average = Math.max(1, totals[kind].length / Math.max(1, totals[kind].count))
    shape.top[number] = saturation + 1
    shape.flat[number] = saturation * (1 - shortness)
    shape.steep[number] = (saturation * shortness) / average
  })
  return shape
}

/** Inverse document frequency (Robertson and Spärck Jones, kept positive as in Lucene) of a term held by some of all units. */
export function rarityOf(held: number, all: number): number {
  return Math.log(1 + (all - held + 0.5) / (held + 0.5))
}
