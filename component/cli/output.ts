// Where a verb's answers go: stdout for the answer, stderr for all else.
import { harmless } from './table.ts'
import { CliError, type Exit, exits, type Output } from './verb.ts'

type Stream = NodeJS.WriteStream

// JSON that is looked at on a terminal must not steer it either; escaped, it means the same.
const steering = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

export function asJson(value: unknown, indent?: number): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return (JSON.stringify(value, undefined, indent) ?? 'null').replace(steering, escaped)
}

const quietFor = 10_000

export function openOutput({ isJson, out, err }: { isJson: boolean; out: Stream; err: Stream }): Output {
  let told = Date.now()
  return {
    isJson,
    show: (value, text) => write(out, isJson ? `${asJson(value, 2)}\n` : ended(text)),
    line: (value, text) => write(out, isJson ? `${asJson(value)}\n` : ended(text)),
    progress(text) {
      if (!err.isTTY && Date.now() - told < quietFor) return
      told = Date.now()
      err.write(ended(harmless(text)))
    },
    note: (text) => void err.write(ended(harmless(text))),
  }
}

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

/** Resolves when the reader has taken it, so that no more is made than is read. */
function write(stream: Stream, text: string): Promise<void> {
  return new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())))
}

/** A pipe that nobody reads any more ends us, as it ends every program: `bellhop audit list --all | head`. */
export function endWithReader(out: Stream, err: Stream): void {
  const leave = (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? exits.done : exits.refused)
  out.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') leave(error)
    err.write(`bellhop: the answer cannot be written: ${error.message}\n`, () => leave(error))
  })
  err.on('error', leave)
}

/** Tells why it was not done; gives the exit code. */
export function tellError(error: unknown, { isJson, err }: { isJson: boolean; err: Stream }): Exit {
  const known = asKnown(error)
  if (known === undefined) {
    err.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    return exits.refused
  }
  const about = { error: known.message, ...known.about, exit: known.exit }
  err.write(isJson ? `${asJson(about)}\n` : `bellhop: ${harmless(known.message)}\n`)
  return known.exit
}

/** A wrong setting is wrong usage; any other error that is none of ours is a bug. */
function asKnown(error: unknown): CliError | undefined {
  if (error instanceof CliError) return error
  if (!(error instanceof Error)) return undefined
  if (error.name === 'ConfigError') return new CliError('usage', error.message)
  if (error.name === 'StartRefused' || error.name === 'NotReady') return new CliError('refused', error.message)
  return undefined
}
