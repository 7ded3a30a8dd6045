#!/usr/bin/env node
// Measures how well the first level answers, by the suites and the scorer in ../shared/eval, and writes docs/quality.md.
// Needs a built server: npm run build:server && node scripts/quality.mjs
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const evaluation = fileURLToPath(new URL('../../shared/eval/', import.meta.url))
const answers = [process.execPath, `${root}dist/server/cli/firstline.js`, 'answers']
const runs = [
  { name: 'clinc150, all phrasings', words: ['dev/clinc150.json'] },
  { name: 'clinc150, 10 phrasings', words: ['dev/clinc150.json', '--phrasings', '10'] },
  { name: 'clinc150, 5 phrasings', words: ['dev/clinc150.json', '--phrasings', '5'] },
  { name: 'clinc150, 1 phrasing', words: ['dev/clinc150.json', '--phrasings', '1'] },
  { name: 'clinc150, titles only', words: ['dev/clinc150.json', '--phrasings', '0'] },
  { name: 'banking77, all phrasings', words: ['dev/banking77.json'] },
  { name: 'banking77, 10 phrasings', words: ['dev/banking77.json', '--phrasings', '10'] },
  { name: 'handbook', words: ['handbook'] },
]
const measures = [
  ['top-1', /top-1 right \(in scope\)\s+(\S+) %/],
  ['top-3', /top-3 right \(in scope\)\s+(\S+) %/],
  ['in-scope accuracy', /in-scope accuracy\s+(\S+) %/],
  ['out-of-scope recall', /out-of-scope recall\s+(\S+) %/],
  ['answered', /answered\s+(\S+) % of all/],
  ['of these right', /of these right (\S+) %/],
  ['out of scope, answered', /out of scope, answered\s+(\S+) %/],
  ['AUROC', /AUROC in against out of scope (0\S*|1\S*)/],
  ['coverage at 95 % precision', /coverage at 95 % precision\s+(\S+) %/],
  ['calibration error', /calibration error\s+(\S+)/],
  ['ready, ms', /ready after\s+(\S+) ms/],
  ['p99, ms', /p99 (\S+) ms/],
]

if (!existsSync(`${root}dist/server/cli/firstline.js`)) stop('Build the server first: npm run build:server')
if (!existsSync(`${evaluation}score.mjs`)) stop(`The evaluation suites are expected in ${evaluation}`)

const rows = []
for (const { name, words } of runs) {
  process.stderr.write(`${name} …\n`)
  const [suite, ...options] = words
  const report = await score([suite === 'handbook' ? suite : `${evaluation}${suite}`, ...options])
  rows.push([name, ...measures.map(([, pattern]) => pattern.exec(report)?.[1] ?? '–')])
}
const head = ['suite', ...measures.map(([name]) => name)]
const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
writeFileSync(
  `${root}docs/quality.md`,
  `# How good the answers are

Measured on ${new Date().toISOString().slice(0, 10)} on the development suites (per cent where nothing else is said), by

\`\`\`
npm run build:server && node scripts/quality.mjs
\`\`\`

${table}

- **top-1, top-3**: the right article is first, among the first three; over questions that an article answers.
- **in-scope accuracy**: right and not handed off. **Out-of-scope recall**: no article answers, and it was handed off.
- **AUROC**: how well the confidence tells questions with an answer from those without. **Calibration error**: how far the confidence is from the share that is right, over ten bins.
- **ready**: from the first article until everything is learnt. **p99**: the slowest one in a hundred questions, over a pipe to another process. Both on the machine of the run, beside whatever else it did.

## Learning from outcomes

From titles only on clinc150, one conversation after another, one press in twenty on the wrong article, nothing ever confirmed by an admin (\`npm run bench -- learning\`):

\`\`\`
${bench('learning')}
\`\`\`

## Gaps

Ten intents of clinc150 are taken out of the knowledge base at random, and the development questions of all intents are asked: how many of the ten come back as one gap each, with at least half of their unanswered questions, and what share of such a gap is of its intent (\`npm run bench -- gaps\`):

\`\`\`
${bench('gaps')}
\`\`\`

## Beside peers

One question after another in one process, each engine in the same run (\`npm run bench -- search\`; with \`--all\` also the slow ones at full size):

\`\`\`
${bench('search')}
\`\`\`

## The suites

clinc150 (Larson et al. 2019) and banking77 (Casanueva et al. 2020) give each article a title and example phrasings; the handbook gives 246 pages of prose and questions that share no word with the titles.
`,
)

function bench(name) {
  process.stderr.write(`${name} …\n`)
  const run = spawnSync(process.execPath, [`${root}dist/test/bench/main.js`, name], { encoding: 'utf8' })
  if (run.status !== 0) stop(run.stderr)
  return run.stdout
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trimEnd())
    .join('\n')
}

function score(words) {
  return new Promise((resolve) => {
    const run = spawn(process.execPath, [`${evaluation}score.mjs`, ...words, '--', ...answers], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let report = ''
    run.stdout.on('data', (part) => {
      report += part
    })
    run.on('close', (code) => (code === 0 ? resolve(report) : stop(`score.mjs ended with ${String(code)}`)))
  })
}

function stop(text) {
  console.error(text)
  process.exit(1)
}
