// Where one is, by the address's fragment, so that a place can be linked to: #/people/ann, #/audit?who=lea.

import { type Signal, signal } from '@preact/signals'
import { type Query, withQuery } from './api.ts'

export interface Route {
  /** The section. */
  readonly path: string
  /** What in it: ['ann'] in #/people/ann. */
  readonly rest: readonly string[]
  readonly query: Readonly<Record<string, string>>
}

export function readRoute(hash: string): Route {
  const [place = '', asked = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s)
  const [path = '', ...rest] = place.split('/').map(decoded)
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

/** Follows the address. */
export function openRoute(): Signal<Route> {
  const route = signal(readRoute(location.hash))
  addEventListener('hashchange', () => {
    route.value = readRoute(location.hash)
  })
  return route
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
