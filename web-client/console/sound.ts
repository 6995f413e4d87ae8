// Sounds made here, so that no file is fetched and no policy is in the way; and whether the browser lets us make them.

let audio: AudioContext | undefined
const listeners = new Set<() => void>()

function context(): AudioContext {
  if (!audio) {
    audio = new AudioContext()
    audio.onstatechange = () => {
      for (const listener of listeners) listener()
    }
  }
  return audio
}

export const isSoundFree = (): boolean => context().state === 'running'

/** Calls it when that changes. Returns what ends that. */
export function onSoundFree(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Works during a click or a key only. */
export async function unlockSound(): Promise<void> {
  if (context().state === 'suspended') await context().resume()
}

/** A desk bell, struck twice. */
export function ring(): void {
  if (!isSoundFree()) return
  const start = context().currentTime + 0.02
  for (const at of [0, 0.22])
    for (const [partial, loud] of [
      [1, 0.2],
      [2.76, 0.07],
      [5.4, 0.03],
    ] as const) {
      note(1046.5 * partial, start + at, loud, 1.1 / partial)
    }
}

let chimed = Number.NEGATIVE_INFINITY

/** Two soft notes; of many lines at once only one is heard. */
export function chime(): void {
  if (!isSoundFree() || context().currentTime - chimed < 1) return
  chimed = context().currentTime
  const start = chimed + 0.02
  note(659.25, start, 0.08, 0.5)
  note(880, start + 0.13, 0.08, 0.5)
}

function note(pitch: number, at: number, loud: number, long: number): void {
  const tone = context().createOscillator()
  const volume = context().createGain()
  tone.frequency.value = pitch
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(loud, at + 0.01)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + long)
  tone.connect(volume).connect(context().destination)
  tone.start(at)
  tone.stop(at + long)
}
