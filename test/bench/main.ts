/** Benchmarks: `npm run bench -- NAME`, with `--all` the slow peers too. Each prints peers measured in the same run; read the ratios, not the times. */
const benches: Record<string, () => Promise<{ run(options: readonly string[]): Promise<void> }>> = {
  search: () => import('./search.ts'),
  learning: () => import('./learning.ts'),
  gaps: () => import('./gaps.ts'),
  delivery: () => import('./delivery.ts'),
}

const options = process.argv.slice(2).filter((word) => word.startsWith('--'))
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const unknown = wanted.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
for (const [name, load] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n${name}`)
  await (await load()).run(options)
}
