// The command line: what is typed after `bellhop` becomes a verb, and its outcome the exit code.
import { helpOf, helpOfAll, helpOfGroup } from './cli/help.ts'
import { openInput } from './cli/input.ts'
import { version } from './cli/manifest.ts'
import { endWithReader, openOutput, tellError } from './cli/output.ts'
import { findVerb, parse, unknownVerb } from './cli/parse.ts'
import { askedOf } from './cli/typed.ts'
import { type Exit, exits, type Verb } from './cli/verb.ts'
import { verbs } from './cli/verbs.ts'

const { stdin, stdout, stderr } = process

async function main(line: readonly string[]): Promise<Exit> {
  if (line.length === 1 && line[0] === '--version') return print(`${version()}\n`)
  const isHelp = line[0] === 'help'
  const { verb, rest } = findVerb(verbs, isHelp ? line.slice(1) : line)
  if (!verb) return explain(rest, isHelp)
  const wanted = isHelp ? { arguments: {}, options: { help: true } } : parse(verb, rest)
  if (wanted.options.help) return print(helpOf(verb))
  const output = openOutput({ isJson: wanted.options.json === true, out: stdout, err: stderr })
  const asked = askedOf(wanted, { env: process.env, output, input: openInput(stdin, stderr), stopped: stopOf(verb) })
  await verb.check?.(asked)
  return verb.run(asked)
}

/** There is no such verb: help on all, or on those that begin so, for who asked for it; else a refusal. */
async function explain(rest: readonly string[], isHelp: boolean): Promise<Exit> {
  const words = rest.filter((word) => !word.startsWith('-'))
  const isAsked = isHelp || rest.includes('--help') || rest.includes('-h')
  const own = verbs.filter((verb) => verb.words[0] === words[0])
  if (words.length > 0 && own.length === 0) throw unknownVerb(verbs, words)
  if (words.length > 1) throw unknownVerb(verbs, words)
  const text = words.length === 0 ? helpOfAll(verbs) : helpOfGroup(own)
  if (isAsked) return print(text)
  stderr.write(text)
  return exits.usage
}

const print = (text: string): Promise<Exit> =>
  new Promise((resolve, reject) => stdout.write(text, (error) => (error ? reject(error) : resolve(exits.done))))

/** Verbs that end by themselves hear of Ctrl-C; who asks twice does not want to wait. */
function stopOf({ isStopped }: Verb): AbortSignal {
  const stopped = new AbortController()
  const stop = () => (stopped.signal.aborted ? process.exit(130) : stopped.abort())
  if (isStopped) for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  return stopped.signal
}

endWithReader(stdout, stderr)
main(process.argv.slice(2))
  .catch((error: unknown) => tellError(error, { isJson: process.argv.includes('--json'), err: stderr }))
  // Whatever still is open, such as a connection that is kept for later, is not waited for. All is written by now.
  .then((code) => process.exit(code))
