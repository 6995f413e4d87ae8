// What is different between two JSON values, part by part, as text to be read.

export interface Difference {
  /** `hours.week.mon`. */
  readonly path: string
  /** undefined: there was none. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Parts that differ, in the order of the later value, then what is gone. */
export function differences(before: unknown, after: unknown): Difference[] {
  const was = partsOf(before)
  const is = partsOf(after)
  const paths = [...is.keys(), ...[...was.keys()].filter((path) => !is.has(path))]
  return paths
    .map((path) => ({ path, before: was.get(path), after: is.get(path) }))
    .filter((each) => each.before !== each.after)
}

/** Each part that is no object, by its path; a list is one part. */
function partsOf(value: unknown, path = '', parts = new Map<string, string>()): Map<string, string> {
  if (isObject(value))
    for (const [name, inner] of Object.entries(value)) partsOf(inner, path === '' ? name : `${path}.${name}`, parts)
  else if (value !== null && value !== undefined) parts.set(path, textOf(value))
  return parts
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  const isPlain = Array.isArray(value) && value.every((each) => typeof each !== 'object')
  return isPlain ? value.join(', ') : JSON.stringify(value)
}
