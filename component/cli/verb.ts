// What a verb of the command line is: said once as data. From it come the parsing, the help, docs/admins.md and the tests.

/** What the process ends with. */
export const exits = { done: 0, refused: 1, usage: 2, unreachable: 3 } as const
export type Exit = (typeof exits)[keyof typeof exits]

/** Something that stands without dashes, in order. */
export interface Argument {
  /** As the verb asks for it, and in capitals as the help shows it: `file` is FILE. */
  name: string
  summary: string
  isOptional?: boolean
}

export interface Option {
  /** `force` is --force. */
  name: string
  /** One letter that means the same: `d` is -d. */
  short?: string
  summary: string
  /** What stands for its value in the help, such as FILE. Without it, it is a switch. */
  value?: string
  /** It must be given. */
  isNeeded?: boolean
  /** It may be given again and again. */
  isList?: boolean
  /** A switch that can be set to no as well: --no-NAME. */
  canBeNo?: boolean
}

export interface Verb {
  /** What is typed: ['backup'], ['agent', 'add']. */
  words: readonly string[]
  /** One line, such as “Writes everything into one file”. */
  summary: string
  arguments: readonly Argument[]
  options: readonly Option[]
  /** Whole lines without the “bellhop” in front; at least one. Tests put each through the verb’s own checks. */
  examples: readonly string[]
  /** More for its help: paragraphs, without line breaks of their own. */
  notes?: readonly string[]
  /** It looks at `asked.stopped` and ends by itself after Ctrl-C. Any other is ended at once, as every program is. */
  isStopped?: boolean
  /** What is wrong with what was typed, beyond what the shape says: throws CliError('usage', …). Changes and sends nothing. */
  check?(asked: Asked): void | Promise<void>
  /** Does it and gives the exit code; or throws CliError. ConfigError counts as wrong usage, anything else is a bug. */
  run(asked: Asked): Promise<Exit>
}

/** What was typed, and what a verb can use. Names are those of the verb’s arguments and options. */
export interface Asked {
  argument(name: string): string | undefined
  /** The value of an option; undefined where it was not given. */
  text(name: string): string | undefined
  list(name: string): readonly string[]
  /** Of a switch: true, false (--no-NAME), or undefined where it was not given. */
  isSet(name: string): boolean | undefined
  /** Settings: `readConfig(asked.env)`. */
  env: NodeJS.ProcessEnv
  output: Output
  input: Input
  /** Ctrl-C, SIGTERM; see `isStopped`. */
  stopped: AbortSignal
}

/** Where answers go. They are on stdout, all else on stderr. Each resolves when it is written, so that a slow reader slows us. */
export interface Output {
  /** --json was given. */
  readonly isJson: boolean
  /** The whole answer: one JSON document with --json, else the text. Once. */
  show(value: unknown, text: string): Promise<void>
  /** A part of an answer that goes on: a line of JSON with --json, else the text. */
  line(value: unknown, text: string): Promise<void>
  /** How far it is, on stderr: for a person who looks on, or where it takes longer than ten seconds. */
  progress(text: string): void
  /** What must be known beside the answer, on stderr. */
  note(text: string): void
}

/** What a person or a script gives beside the command line. */
export interface Input {
  /** All of stdin as text. */
  all(): Promise<string>
  /** A secret: asked for without echo on a terminal, else the next line of stdin. */
  secret(question: string): Promise<string>
}

/** Why it was not done, for the person at the keyboard: what was wrong, and what would be right. */
export class CliError extends Error {
  override name = 'CliError'
  readonly exit: Exit
  /** For scripts: goes into the JSON of the error beside its text. */
  readonly about: Readonly<Record<string, unknown>>
  constructor(
    exit: Exclude<keyof typeof exits, 'done'>,
    message: string,
    about: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.exit = exits[exit]
    this.about = about
  }
}
