// The files that wait above the box: what they look like, how far they are, what is wrong with them.

import { useState } from 'preact/hooks'
import { Icon } from './icon.tsx'
import type { Strings } from './strings/en.ts'
import type { Problem, Upload, Uploads } from './uploads.ts'

export { Uploads } from './uploads.ts'

export interface TrayProps {
  uploads: Uploads
  words: Strings
  locale: string
}

export function Tray({ uploads, words, locale }: TrayProps) {
  const list = uploads.list.value
  if (list.length === 0) return null
  return (
    <ul class="tray" aria-label={words.files.list}>
      {list.map((upload) => (
        <li key={upload.id} data-problem={upload.problem ? '' : undefined}>
          <span class="thumb">
            <Icon name={upload.problem ? 'alert' : 'file'} />
            {upload.preview && !upload.problem && <Preview src={upload.preview} />}
          </span>
          <div class="about">
            <p class="file-name" dir="auto">
              {upload.name}
            </p>
            <p class="file-state" role={upload.problem ? 'alert' : undefined}>
              {describe(upload, words, locale)}
              {upload.problem === 'failed' && (
                <button type="button" class="retry" onClick={() => uploads.retry(upload.id)}>
                  {words.retry}
                </button>
              )}
            </p>
            {!upload.problem && upload.url === undefined && (
              <progress max={1} value={upload.progress} aria-label={upload.name} />
            )}
          </div>
          <button
            type="button"
            class="tool small"
            aria-label={words.files.remove(upload.name)}
            onClick={() => uploads.remove(upload.id)}
          >
            <Icon name="cross" />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Nothing where the file is none that can be shown, or the page's policy wants none shown. */
function Preview({ src }: { src: string }) {
  const [broken, setBroken] = useState(false)
  return broken ? null : <img src={src} alt="" onError={() => setBroken(true)} />
}

function describe({ problem, url, progress, size }: Upload, words: Strings, locale: string): string {
  if (problem) return explain(problem, words, locale)
  if (url === undefined) return words.files.uploading(Math.round(progress * 100))
  return `${words.files.ready} · ${inUnits(size, locale)}`
}

function explain(problem: Problem, { files }: Strings, locale: string): string {
  return typeof problem === 'string' ? files[problem] : files.large(inUnits(problem.large, locale))
}

/** 5,242,880 → 5 MB, as people say it. */
export function inUnits(bytes: number, locale: string): string {
  const [unit, size] = bytes < 1_000_000 ? (['kilobyte', 1024] as const) : (['megabyte', 1024 * 1024] as const)
  const format = { style: 'unit', unit, maximumFractionDigits: unit === 'megabyte' ? 1 : 0 } as const
  return new Intl.NumberFormat(locale, format).format(Math.max(bytes / size, unit === 'kilobyte' ? 1 : 0))
}
