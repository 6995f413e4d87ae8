// `bellhop completion`: what a shell needs to complete verbs and options, made from the verbs.
import { common } from './parse.ts'
import { exits, type Verb } from './verb.ts'

/** `verbs` are those that there will be, this one among them. */
export const completionOf = (verbs: () => readonly Verb[]): Verb => ({
  words: ['completion'],
  summary: 'A script by which bash completes verbs and options',
  notes: ['Where “bellhop” is in PATH: put  source <(bellhop completion)  into ~/.bashrc.'],
  arguments: [],
  options: [],
  examples: ['completion'],
  async run({ output }) {
    const script = scriptOf(verbs())
    await output.show({ script }, script)
    return exits.done
  },
})

/** What can follow each beginning of a line; the longer beginnings first, as the first that fits counts. */
function scriptOf(verbs: readonly Verb[]): string {
  const options = verbs.map(({ words, options: own }) => {
    const names = [...own, ...common].map(({ name }) => `--${name}`)
    return [words.join(' '), names] as const
  })
  const next = [...new Set(verbs.filter(({ words }) => words.length > 1).map(({ words }) => words[0] ?? ''))].map(
    (first) => [first, verbs.filter(({ words }) => words[0] === first).map(({ words }) => words[1] ?? '')] as const,
  )
  const cases = [...options.filter(([words]) => words.includes(' ')), ...next, ...options]
    .map(([words, follow]) => `    '${words} '*) words='${follow.join(' ')}' ;;`)
    .join('\n')
  const first = [...new Set(verbs.map(({ words }) => words[0]))].join(' ')
  return `_bellhop() {
  local typed="\${COMP_WORDS[*]:1:COMP_CWORD-1} " words
  case "$typed" in
${cases}
    ' '|'help ') words='${first} help' ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _bellhop bellhop
`
}
