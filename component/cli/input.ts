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

/** Asks twice on the terminal, without showing what is typed. */
async function ask(stdin: Stdin, err: NodeJS.WriteStream, question: string): Promise<string> {
  const first = await hidden(stdin, err, `${question}: `)
  const again = await hidden(stdin, err, `${question}, once more: `)
  if (first === '') throw new CliError('usage', `${question}: nothing was typed.`)
  if (first !== again) throw new CliError('usage', `${question}: the two are not the same.`)
  return first
}

function hidden(stdin: Stdin, err: NodeJS.WriteStream, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    err.write(question)
    // readline without an output edits the line (backspace, Ctrl-U), and echoes nothing.
    const line = createInterface({ input: stdin, terminal: true })
    const end = (done: () => void) => {
      line.removeAllListeners('close')
      line.close()
      err.write('\n')
      done()
    }
    line.once('line', (text) => end(() => resolve(text)))
    line.once('SIGINT', () => end(() => process.kill(process.pid, 'SIGINT')))
    line.once('close', () => reject(new CliError('usage', `${question.replace(/: $/, '')}: nothing was typed.`)))
  })
}
