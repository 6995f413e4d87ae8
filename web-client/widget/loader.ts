// The one script a page includes: shows the round button, and fetches the chat when it is clicked. Before the first click
// it stores nothing, connects to nothing and fetches nothing. A classic script, so that it can find its own address.

import { startLauncher } from './launcher.ts'
import { readOptions } from './options.ts'

const script = document.currentScript
if (script instanceof HTMLScriptElement) {
  const start = () => startLauncher(readOptions(script.src, script.dataset))
  if (document.body) start()
  else addEventListener('DOMContentLoaded', start)
}
