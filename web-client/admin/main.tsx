// Opens the admin page: words in the browser's language, who is signed in, and then either the way in or the page.

import { render } from 'preact'
import { followPlace } from '../look/place.ts'
import { openApi } from './api.ts'
import { Door } from './door.tsx'
import { readRoute } from './route.ts'
import { loadStrings } from './strings/load.ts'

async function start(): Promise<void> {
  const locale = navigator.language
  const words = await loadStrings(locale)
  document.documentElement.lang = locale
  const api = openApi(words.common)
  render(
    <Door api={api} words={words} locale={locale} route={followPlace(readRoute)} />,
    document.getElementById('app') as Element,
  )
}

void start()
