import type { FootnoteDefinition, PhrasingContent, Root } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'

/**
 * Puts each note into the text, in brackets, where it is referred to first: an answer shows one passage, and a number
 * without its note says nothing there.
 * @returns whether there were any
 */
export function inlineFootnotes(tree: Root): boolean {
  let found = false
  const notes = new Map<string, FootnoteDefinition>()
  visit(tree, 'footnoteDefinition', (note, index, parent) => {
    found = true
    if (!notes.has(note.identifier)) notes.set(note.identifier, note)
    parent!.children.splice(index!, 1)
    return [SKIP, index!]
  })
  visit(tree, 'footnoteReference', (reference, index, parent) => {
    const note = notes.get(reference.identifier)
    notes.delete(reference.identifier)
    const words = note?.children.flatMap((child) => (child.type === 'paragraph' ? child.children : [])) ?? []
    const inText: PhrasingContent[] =
      words.length > 0 ? [{ type: 'text', value: ' (' }, ...words, { type: 'text', value: ')' }] : []
    ;(parent as { children: PhrasingContent[] }).children.splice(index!, 1, ...inText)
    return index!
  })
  return found
}
