import cliProgress from 'cli-progress'
import { insertAudit } from '../../core/audit/store.ts'
import type { Transact } from '../../core/transaction.ts'
import { FolderRefused, type ImportResult, importFolder } from '../../knowledge/import/import-folder.ts'
import type { Config } from '../config.ts'
import { CommandRefused, commandLine, withDatabase } from './session.ts'

/**
 * Reads a folder of Markdown into the knowledge base and says what came of it. A file that cannot be read is named
 * with its reason and costs only itself; the command fails when there was nothing else.
 * @param options.url where the pages can be read
 * @param options.name tells this folder from others
 * @param options.replace archives what was imported before even when none of it is there
 * @throws CommandRefused
 */
export async function importCommand(
  config: Config,
  folder: string,
  options: { url?: string; name?: string; replace?: boolean },
): Promise<void> {
  const url = options.url === undefined ? undefined : siteOf(options.url)
  const progress = showProgress()
  let result: ImportResult
  try {
    result = await withDatabase(config, async (transact) => {
      const done = await importFolder({ ...options, folder, url, transact, onProgress: progress.show })
      await auditImport(transact, options.name ?? null, done)
      return done
    })
  } catch (error) {
    throw error instanceof FolderRefused ? new CommandRefused(error.message) : error
  } finally {
    progress.stop()
  }
  for (const line of summary(result)) console.log(line)
  if (result.new + result.changed + result.unchanged === 0) process.exitCode = 1
}

/** Writes into the audit log what an import changed, if anything; the articles' versions have the rest. */
async function auditImport(transact: Transact, name: string | null, result: ImportResult): Promise<void> {
  const { new: added, changed, archived } = result
  if (added + changed + archived === 0) return
  await transact((tx) =>
    insertAudit(tx, {
      actor: commandLine('import'),
      action: 'articles.imported',
      subject: { kind: 'articles', id: null, name },
      change: { new: added, changed, archived },
      address: null,
    }),
  )
}

function summary(result: ImportResult): string[] {
  const { failed } = result
  const numbers = `${result.new} new, ${result.changed} changed, ${result.unchanged} unchanged, ${result.archived} archived`
  if (failed.length === 0) return [`${numbers}.`]
  const files = failed.length === 1 ? 'One file' : `${failed.length} files`
  return [
    `${numbers}, ${failed.length} not read.`,
    '',
    `${files} could not be read; articles made from ${failed.length === 1 ? 'it' : 'them'} before stay as they are:`,
    ...failed.map(({ path, reason }) => `  ${path}: ${reason}`),
  ]
}

function siteOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  if ((url?.protocol === 'http:' || url?.protocol === 'https:') && !url.search && !url.hash) return url.href
  throw new CommandRefused(`--url: found “${address}”; expected http(s)://HOST or http(s)://HOST/PATH.`)
}

/** A bar where somebody watches, a line every tenth of the way where a log is written. */
function showProgress(): { show(done: number, total: number): void; stop(): void } {
  if (!process.stderr.isTTY) {
    let said = 0
    return {
      show(done, total) {
        const tenths = Math.floor((done / total) * 10)
        if (tenths > said) console.error(`Read ${done} of ${total} files`)
        said = Math.max(said, tenths)
      },
      stop() {},
    }
  }
  const bar = new cliProgress.SingleBar({
    format: (options, parameters, payload) =>
      `Reading ${cliProgress.Format.BarFormat(parameters.progress, options)} ${parameters.value} of ${parameters.total} files${payload.end ?? ''}`,
    stream: process.stderr,
    hideCursor: true,
  })
  return {
    show(done, total) {
      if (bar.isActive) bar.update(done)
      else bar.start(total, done)
    },
    stop() {
      if (bar.isActive) bar.stop()
    },
  }
}
