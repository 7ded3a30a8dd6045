/** Somebody who can be brought in by a note. */
export interface Colleague {
  id: string
  name: string
  email: string | null
}

/**
 * Who is meant by the @ signs of a text: `@` and an address, a full name, or a first name that only one has. Case does
 * not matter; the longest name that fits is meant.
 * @returns each once, in the order of the text
 */
export function mentionsIn(text: string, colleagues: readonly Colleague[]): Colleague[] {
  const names = namesOf(colleagues)
  const lower = text.toLowerCase()
  const meant = new Map<string, Colleague>()
  for (const { index } of lower.matchAll(/(?<![\p{L}\p{N}._%+-])@/gu)) {
    const rest = lower.slice(index + 1)
    const found = names.find(({ name }) => rest.startsWith(name) && !/^[\p{L}\p{N}]/u.test(rest.slice(name.length)))
    if (found) meant.set(found.who.id, found.who)
  }
  return [...meant.values()]
}

/** Longest first, so that “Alex Brandt” is not taken for “Alex”. */
function namesOf(colleagues: readonly Colleague[]): { name: string; who: Colleague }[] {
  const first = (who: Colleague) => who.name.toLowerCase().split(/\s+/)[0] ?? ''
  const only = (name: string) => colleagues.filter((each) => first(each) === name).length === 1
  return colleagues
    .flatMap((who) => [
      { name: who.name.toLowerCase(), who },
      ...(who.email ? [{ name: who.email.toLowerCase(), who }] : []),
      ...(only(first(who)) ? [{ name: first(who), who }] : []),
    ])
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.name.length - a.name.length)
}
