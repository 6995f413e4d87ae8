// What comes in beside the command line: stdin, and secrets, which are never seen in a list of processes.
import { createInterface } from 'node:readline'
import { CliError, type Input } from './verb.ts'

type Stdin = NodeJS.ReadStream

export function openInput(stdin: Stdin, err: NodeJS.WriteStream): Input {
  let whole: Promise<string> | undefined
  const all = () => {
    whole ??= readAll(stdin)
    return whole
  }
  let lines: string[] | undefined
  return {
    all,
    async secret(question) {
      if (stdin.isTTY) return ask(stdin, err, question)
      lines ??= (await all()).split(/\r?\n/)
      const line = lines.shift()
      if (line === undefined || line === '')
        throw new CliError('usage', `${question}: there is no line for it on stdin.`)
      return line
    },
  }
}

async function readAll(stdin: Stdin): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * Asks twice on the terminal, without showing what is typed. One readline for both, there before the first question: it
 * takes the echo away, and nobody is so quick that he types before that, or between the two.
 */
async function ask(stdin: Stdin, err: NodeJS.WriteStream, question: string): Promise<string> {
  // Without an output it edits the line (backspace, Ctrl-U), and echoes nothing.
  const terminal = createInterface({ input: stdin, terminal: true })
  terminal.once('SIGINT', () => {
    terminal.close()
    process.kill(process.pid, 'SIGINT')
  })
  const lines = terminal[Symbol.asyncIterator]()
  const next = async (shown: string) => {
    err.write(`${shown}: `)
    const { value, done } = await lines.next()
    err.write('\n')
    if (done || value === '') throw new CliError('usage', `${question}: nothing was typed.`)
    return value
  }
  try {
    const first = await next(question)
    if (first !== (await next(`${question}, once more`)))
      throw new CliError('usage', `${question}: the two are not the same.`)
    return first
  } finally {
    terminal.close()
  }
}
