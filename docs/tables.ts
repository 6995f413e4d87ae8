// Writes what documents say of the code: the XEP table of README.md, doap.xml, settings and verbs in admins.md,
// commands in agents.md and handlers.md. `npx tsx docs/tables.ts` brings them up to date; a test fails when they are not.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { usageOf } from '../component/cli/parse.ts'
import { verbs } from '../component/cli/verbs.ts'
import { type Place, usage } from '../component/commands/command.ts'
import { menu } from '../component/commands/menu.ts'
import { settings } from '../component/config.ts'
import { render, say } from '../component/model/say.ts'
import { xeps } from '../component/xmpp/xeps.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The documents as they should be, by their path. */
export function upToDate(): Map<string, string> {
  const parts = {
    ...{ 'README.md': [xepTable()], 'docs/admins.md': [verbTable(), settingsTable()] },
    ...{ 'docs/agents.md': [commandTables()], 'docs/handlers.md': [issueTable()] },
  }
  const documents = Object.entries(parts).map(([path, own]) => [path, between(path, own)] as const)
  return new Map([...documents, ['doap.xml', doap()]])
}

/** The document with its generated parts replaced, in their order. */
function between(path: string, parts: readonly string[]): string {
  const text = readFileSync(join(root, path), 'utf8')
  const marks = /(<!-- made by docs\/tables\.ts -->\n)[\s\S]*?(<!-- end -->)/g
  if (text.match(marks)?.length !== parts.length) throw new Error(`${path} must have places for ${parts.length} tables`)
  const left = [...parts]
  return text.replace(marks, (_, begin, end) => `${begin}\n${left.shift()}\n${end}`)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('')
}

const address = (number: string): string => `https://xmpp.org/extensions/xep-${number}.html`

function xepTable(): string {
  const rows = xeps.map(({ number, title, version, use, at = [] }) => [
    ...[`[XEP-${number}](${address(number)})`, title, version, use, at.join(', ')],
  ])
  return table(['XEP', 'title', 'version', 'for', 'announced by'], rows)
}

function settingsTable(): string {
  const rows = settings.map(({ name, default: value, bounds, text }) => [`\`${name}\``, text, `\`${value}\``, bounds])
  return table(['variable', 'what it sets', 'default', 'possible'], rows)
}

/** Handlers and leads are people like agents: what is done with them is written the same. */
function verbTable(): string {
  const shown = verbs.filter(({ words }) => words[0] !== 'handler' && words[0] !== 'lead')
  const rows = shown.map((verb) => [`\`${usageOf(verb).replace(' [options]', '')}\``, verb.summary])
  return table(['write', 'it'], rows)
}

const commandTables = (): string =>
  `To the desk:\n\n${commandTable('desk')}\nIn a conversation:\n\n${commandTable('chat')}`

const issueTable = (): string => `In an issue:\n\n${commandTable('issue')}`

function commandTable(at: Place): string {
  const rows = menu
    .filter((command) => command.at === at)
    .map((command) => [`\`${usage(command)}\``, render(say(command.title), 'en'), command.roles.join(', ')])
  return table(['write', 'to', 'for'], rows)
}

/** DOAP with the XMPP extension of XEP-0453. */
function doap(): string {
  const { description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { description: string }
  const supported = xeps.map(
    ({ number, version, use }) => `    <implements>
      <xmpp:SupportedXep>
        <xmpp:xep rdf:resource="${address(number)}"/>
        <xmpp:version>${version}</xmpp:version>
        <xmpp:note xml:lang="en">${escaped(use)}</xmpp:note>
      </xmpp:SupportedXep>
    </implements>\n`,
  )
  const rfcs = [6120, 6121, 7395].map(
    (n) => `    <implements rdf:resource="https://www.rfc-editor.org/rfc/rfc${n}"/>\n`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- made by docs/tables.ts -->
<rdf:RDF xmlns="http://usefulinc.com/ns/doap#"
         xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         xmlns:xmpp="https://linkmauve.fr/ns/xmpp-doap#">
  <Project>
    <name>Bellhop</name>
    <shortdesc xml:lang="en">${escaped(description)}</shortdesc>
    <os>Linux</os>
    <programming-language>TypeScript</programming-language>
    <programming-language>Erlang</programming-language>
${rfcs.join('')}${supported.join('')}  </Project>
</rdf:RDF>
`
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of upToDate()) writeFileSync(join(root, path), text)
}
