import { createInterface } from 'node:readline'
import { cleanMarkdown } from '../../knowledge/import/clean-markdown.ts'
import { createAnswerer, type IndexedArticle } from '../../knowledge/index.ts'

type Line =
  | { op: 'article'; id: string; title: string; body?: string; phrasings?: string[] }
  | { op: 'ready' }
  | { op: 'ask'; id: string; text: string }

/**
 * Answers JSON lines: articles, then `ready`, then questions, one line of answer to each of the last two. The same
 * answering code as the bots', no server and no database. A line that cannot be read gets an `error` line.
 */
export async function answers(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<void> {
  const answerer = createAnswerer()
  const say = (line: unknown) => output.write(`${JSON.stringify(line)}\n`)
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text.trim() === '') continue
    try {
      const line = JSON.parse(text) as Line
      if (line.op === 'article') answerer.put(articleOf(line))
      else if (line.op === 'ready') {
        await answerer.settled()
        say({ ready: true })
      } else if (line.op === 'ask') {
        const { decision, confidence, candidates } = answerer.ask(line.text)
        const top = candidates.map(({ articleId, confidence: of }) => ({ article: articleId, confidence: of }))
        say({ id: line.id, decision, confidence, top })
      } else say({ error: `expected op article, ready or ask, found ${JSON.stringify((line as { op?: unknown }).op)}` })
    } catch (error) {
      say({ error: error instanceof Error ? error.message : String(error) })
    }
  }
  await answerer.close()
}

/** Bodies arrive as they lie in their files, so they go through the same cleaning as an import. */
function articleOf(line: Extract<Line, { op: 'article' }>): IndexedArticle {
  const cleaned = line.body ? cleanMarkdown(line.body) : null
  return {
    id: line.id,
    title: line.title,
    body: cleaned?.body ?? '',
    phrasings: (line.phrasings ?? cleaned?.phrasings ?? []).map((text) => ({ text })),
    url: null,
    category: cleaned?.category ?? null,
    tags: cleaned?.tags ?? [],
    language: cleaned?.language ?? 'en',
  }
}
