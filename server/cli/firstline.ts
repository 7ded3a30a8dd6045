import { Command, Option } from 'commander'
import { readConfig } from '../config.ts'
import { expectedMistake } from '../mistakes.ts'

/** The command line. Each command is loaded when it is asked for, so that `answers` starts without a database driver. */
const program = new Command('firstline').description('The command line of the Firstline helpdesk').showHelpAfterError()

const config = () => readConfig(process.env)

program
  .command('import')
  .argument('<dir>', 'a folder of Markdown files')
  .option('--url <address>', 'where the pages can be read; the path of a file is put behind it')
  .option('--name <name>', 'tells this folder from others, where several are imported')
  .option('--replace', 'archive what was imported before, even when none of it is in the folder')
  .description('read a folder of Markdown into the knowledge base')
  .action(async (dir: string, options: { url?: string; name?: string; replace?: boolean }) =>
    (await import('./import.ts')).importCommand(config(), dir, options),
  )

program
  .command('answers')
  .description('answer JSON lines from standard input (shared/eval/score.mjs drives it)')
  .action(async () => (await import('./answers.ts')).answers(process.stdin, process.stdout))

program
  .command('ask')
  .argument('<question>')
  .option('--explain', 'say why')
  .description('ask the knowledge base a question, as the bot would')
  .action(async (question: string, options: { explain?: boolean }) =>
    (await import('./ask.ts')).ask(config(), question, options),
  )

program
  .command('gaps')
  .option('--limit <count>', 'how many', '20')
  .description('what people asked and no article answered, most asked first')
  .action(async (options: { limit: string }) =>
    (await import('./gaps.ts')).gapsCommand(config(), Number(options.limit)),
  )

const token = program.command('token').description('API tokens')
token
  .command('create')
  .requiredOption('--name <name>', 'what it is for')
  .addOption(
    new Option('--role <role>', 'what it may do').choices(['channel', 'agent', 'lead', 'admin']).makeOptionMandatory(),
  )
  .option('--person <email>', 'whom it stands for')
  .description('make an API token and print it once')
  .action(async (options) => (await import('./token.ts')).createTokenCommand(config(), options))

const user = program.command('user').description('people')
user
  .command('create')
  .requiredOption('--email <address>')
  .requiredOption('--name <name>')
  .addOption(new Option('--role <role>').choices(['requester', 'agent', 'lead', 'admin']).default('agent'))
  .option('--password <password>', 'at least 10 characters; made up and printed when left out')
  .option('--team <name...>', 'teams to work in')
  .description('add a person')
  .action(async (options) => (await import('./user.ts')).createUserCommand(config(), options))

program
  .command('export')
  .argument('<dir>', 'an empty or missing folder')
  .description('write all articles as Markdown, to be imported again')
  .action(async (dir: string) => (await import('./export.ts')).exportCommand(config(), dir))

program
  .command('backup')
  .argument('<file>', 'where to, for example firstline.backup.gz')
  .description('write the whole database into one file')
  .action(async (file: string) => (await import('./backup.ts')).backupCommand(config(), file))

program
  .command('restore')
  .argument('<file>', 'made by backup')
  .option('--replace', 'discard what the database holds now')
  .description('put a backup into an empty database')
  .action(async (file: string, options: { replace?: boolean }) =>
    (await import('./restore.ts')).restoreCommand(config(), file, options),
  )

program
  .command('doctor')
  .description('check configuration, database and channels, and say what is wrong')
  .action(async () => {
    process.exitCode = await (await import('./doctor.ts')).doctor(process.env)
  })

program
  .command('demo')
  .description('add people, teams and tickets to look at')
  .action(async () => (await import('./demo.ts')).demoCommand(config()))

program
  .command('transitions')
  .description('print the table of all transitions of a conversation, as Markdown')
  .action(async () => console.log((await import('./transitions.ts')).transitionTable()))

try {
  await program.parseAsync()
} catch (error) {
  console.error(expectedMistake(error) ?? error)
  process.exitCode = 1
}
