import type { PhrasingContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'

/**
 * Words in a row as one would write them: single spaces, none inside the marks of emphasis, no line break at either
 * end, nothing empty. What remains is written without character references such as `&#x20;`.
 * @param within whether it is part of a row, so that spaces at its ends belong to the row
 */
export function tidyPhrasing(nodes: PhrasingContent[], within: boolean): PhrasingContent[] {
  const row: PhrasingContent[] = []
  for (const node of nodes.flatMap(withSpacesOutside)) {
    const last = row.at(-1)
    if (node.type === 'text' && last?.type === 'text') last.value += node.value
    else if (last?.type === node.type && 'children' in node && 'children' in last && node.type !== 'link')
      last.children.push(...(node.children as never[]))
    else row.push(node.type === 'text' ? { ...node } : node)
  }
  const spaced = row.flatMap((node, place): PhrasingContent[] => {
    const before = row[place - 1]
    return before && needsSpace(before, node) ? [{ type: 'text', value: ' ' }, node] : [node]
  })
  for (const node of spaced) if (node.type === 'text') node.value = node.value.replace(/[ \t\n\u00A0]+/g, ' ')
  if (!within) trimEnds(spaced)
  return spaced.filter((node) => node.type !== 'text' || node.value !== '')
}

type Marked = Extract<PhrasingContent, { type: 'strong' | 'emphasis' | 'delete' | 'link' }>

function isMarked(node: PhrasingContent): node is Marked {
  return node.type === 'strong' || node.type === 'emphasis' || node.type === 'delete' || node.type === 'link'
}

function withSpacesOutside(node: PhrasingContent): PhrasingContent[] {
  if (!isMarked(node)) return [node]
  const space: PhrasingContent = { type: 'text', value: ' ' }
  let before = false
  let after = false
  for (let first = node.children[0]; first; first = node.children[0]) {
    if (first.type === 'text' && /^\s/.test(first.value)) {
      before = true
      first.value = first.value.trimStart()
    }
    if (first.type !== 'break' && !(first.type === 'text' && first.value === '')) break
    before = true
    node.children.shift()
  }
  for (let last = node.children.at(-1); last; last = node.children.at(-1)) {
    if (last.type === 'text' && /\s$/.test(last.value)) {
      after = true
      last.value = last.value.trimEnd()
    }
    if (last.type !== 'break' && !(last.type === 'text' && last.value === '')) break
    after = true
    node.children.pop()
  }
  return [...(before ? [space] : []), ...(node.children.length > 0 ? [node] : []), ...(after ? [{ ...space }] : [])]
}

/** `**Note:**this` would not be read as strong: the mark must touch a space when a sign stands inside it. */
function needsSpace(left: PhrasingContent, right: PhrasingContent): boolean {
  const isEmphatic = (node: PhrasingContent) => isMarked(node) && node.type !== 'link'
  if (!isEmphatic(left) && !isEmphatic(right)) return false
  const end = textOf(left).at(-1) ?? ''
  const start = textOf(right).at(0) ?? ''
  const isWordy = (sign: string) => /[\p{L}\p{N}]/u.test(sign)
  if (/\s/.test(end) || /\s/.test(start)) return false
  return isEmphatic(left) && isEmphatic(right)
    ? true
    : isEmphatic(left)
      ? !isWordy(end) && isWordy(start)
      : isWordy(end) && !isWordy(start)
}

function trimEnds(row: PhrasingContent[]): void {
  for (let first = row[0]; first; first = row[0]) {
    if (first.type === 'text') first.value = first.value.trimStart()
    if (first.type !== 'break' && !(first.type === 'text' && first.value === '')) break
    row.shift()
  }
  for (let last = row.at(-1); last; last = row.at(-1)) {
    if (last.type === 'text') last.value = last.value.trimEnd()
    if (last.type !== 'break' && !(last.type === 'text' && last.value === '')) break
    row.pop()
  }
}
