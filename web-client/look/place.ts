// Where one is, by the address's fragment: the parts of it, and following it.

import { type Signal, signal } from '@preact/signals'

/** The parts between the slashes of `#/people/ann`, decoded; one that is wrongly encoded stays as it is. */
export function partsOf(hash: string): string[] {
  return hash.replace(/^#\/?/, '').split('/').map(decoded)
}

/** The place that the fragment names, as `read` understands it, now and at every change until `ended`. */
export function followPlace<Place>(read: (hash: string) => Place, ended?: AbortSignal): Signal<Place> {
  const place = signal(read(location.hash))
  const follow = () => {
    place.value = read(location.hash)
  }
  addEventListener('hashchange', follow, ended ? { signal: ended } : {})
  return place
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
