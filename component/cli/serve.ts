// `bellhop serve`: ejabberd and the desk, without what `npm start` does before: nothing is installed or built.
import { runBellhop } from '../../ejabberd/run.ts'
import { readConfig, unknownSettings } from '../config.ts'
import { type Asked, exits, type Verb } from './verb.ts'

export const serveVerb: Verb = {
  words: ['serve'],
  summary: 'Runs ejabberd and the desk until Ctrl-C, and starts each again when it crashes',
  notes: [
    'It is what “npm start” does once everything is installed and built, without the demo unless --demo or BELLHOP_DEMO=1 asks for it: for service managers. Settings are environment variables, as for npm start.',
  ],
  arguments: [],
  options: [{ name: 'demo', summary: 'with the demo page and people' }],
  examples: ['serve', 'serve --demo'],
  isStopped: true,
  check: (asked) => void readConfig(envOf(asked)),
  async run(asked) {
    const env = envOf(asked)
    const say = (line: string) => asked.output.note(line)
    for (const name of unknownSettings(env)) say(`note: ${name} is not a setting of Bellhop`)
    const code = await runBellhop(readConfig(env), { env, say, isRead: process.stdout.isTTY })
    return code === 0 ? exits.done : exits.usage
  },
}

function envOf({ env, isSet }: Asked): NodeJS.ProcessEnv {
  return { ...env, BELLHOP_DEMO: isSet('demo') ? '1' : env.BELLHOP_DEMO?.trim() || '0' }
}
