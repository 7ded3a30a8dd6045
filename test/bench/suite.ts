import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A suite of questions in the form of the evaluation beside the repository. */
export interface Suite {
  articles: { id: string; title: string; phrasings: string[] }[]
  asks: { text: string; relevant: string[] }[]
}

/** Reads a development suite. @throws Error that says where it is expected */
export function readSuite(name: 'clinc150' | 'banking77'): Suite {
  // Compiled, this file lies one folder deeper.
  const places = ['../../..', '../../../..'].map((up) =>
    fileURLToPath(new URL(`${up}/shared/eval/dev/${name}.json`, import.meta.url)),
  )
  const file = places.find((place) => existsSync(place))
  if (!file) throw new Error(`The suite ${name} is expected beside the repository, as ${places[1]}`)
  return JSON.parse(readFileSync(file, 'utf8')) as Suite
}
