// A component that is drawn again only when what it shows has changed.

import { Component, type ComponentType, h } from 'preact'

export function memo<P extends object>(Inner: ComponentType<P>, same: (a: P, b: P) => boolean): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return !same(this.props as P, next as P)
    }
    override render() {
      return h(Inner, this.props as P & preact.Attributes)
    }
  }
}
