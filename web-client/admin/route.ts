// Where one is, by the address's fragment, so that a place can be linked to: #/people/ann, #/audit?who=lea.

import { partsOf } from '../look/place.ts'
import { type Query, withQuery } from './api.ts'

export interface Route {
  /** The section. */
  readonly path: string
  /** What in it: ['ann'] in #/people/ann. */
  readonly rest: readonly string[]
  readonly query: Readonly<Record<string, string>>
}

export function readRoute(hash: string): Route {
  const [place = '', asked = ''] = hash.split(/\?(.*)/s)
  const [path = '', ...rest] = partsOf(place)
  return { path, rest: rest.filter((part) => part !== ''), query: Object.fromEntries(new URLSearchParams(asked)) }
}

/** The address of a place, for links: to('people', 'ann'). */
export const to = (path: string, ...rest: readonly (string | number)[]): string =>
  `#/${[path, ...rest].map((part) => encodeURIComponent(part)).join('/')}`

/** The same place with other filters; an empty one is taken away. No step back for each letter typed. */
export function filterBy(changes: Query): void {
  const { path, rest, query } = readRoute(location.hash)
  location.replace(withQuery(to(path, ...rest), { ...query, ...changes }))
}
