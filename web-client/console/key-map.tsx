// What the keys do.

import { useApp } from './app.ts'
import { Dialog } from './dialog.tsx'

export function KeyMap() {
  const { words } = useApp()
  return (
    <Dialog title={words.keys} class="keys">
      <dl>
        {words.keyMap.map(([keys = '', what]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
