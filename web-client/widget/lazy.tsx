// Parts that few visitors need are fetched when they are needed. Until then, and when they can't be fetched, nothing is shown.

import { type ComponentType, createElement } from 'preact'
import { useEffect, useState } from 'preact/hooks'

interface LazyProps<P> {
  load(): Promise<ComponentType<P>>
  props: P
}

export function Lazy<P>({ load, props }: LazyProps<P>) {
  const [part, setPart] = useState<{ component: ComponentType<P> }>()
  useEffect(() => {
    let wanted = true
    load()
      .then((component) => wanted && setPart({ component }))
      .catch(() => undefined)
    return () => {
      wanted = false
    }
  }, [])
  return part ? createElement(part.component as ComponentType<object>, props as object) : null
}
