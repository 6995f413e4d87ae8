// Writes the parts of docs/api.md that the code knows better: the endpoints, and what each figure is. `npx tsx docs/figures.ts`
import { readFileSync, writeFileSync } from 'node:fs'
import { endpoints } from '../component/http/api/table.ts'
import { figures } from '../component/store/figure-sql.ts'

const file = new URL('api.md', import.meta.url)

function endpointTable(): string {
  const rows = endpoints.map(({ method, path, summary, scope }) => `| \`${method} ${path}\` | ${summary} | ${scope} |`)
  return ['| endpoint | what it does | scope |', '| --- | --- | --- |', ...rows].join('\n')
}

function figureList(): string {
  return Object.entries(figures)
    .map(
      ([name, { title, unit, means, sql }]) =>
        `### ${name}\n\n**${title}** (${unit}). ${means}\n\n\`\`\`sql\n${sql}\n\`\`\``,
    )
    .join('\n\n')
}

/** The text of docs/api.md with these parts as the code has them. */
export function documented(text: string): string {
  const put = (whole: string, name: string, part: string) => {
    const [begin, end] = [`<!-- ${name}, made by docs/figures.ts -->`, `<!-- end of ${name} -->`]
    const [before, after] = [whole.indexOf(begin), whole.indexOf(end)]
    if (before === -1 || after === -1) throw new Error(`docs/api.md has no place for ${name}`)
    return `${whole.slice(0, before)}${begin}\n\n${part}\n\n${whole.slice(after)}`
  }
  return put(put(text, 'endpoints', endpointTable()), 'figures', figureList())
}

if (process.argv[1]?.endsWith('figures.ts')) writeFileSync(file, documented(readFileSync(file, 'utf8')))
