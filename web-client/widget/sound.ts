// Two soft notes for an answer that nobody is looking at. Made here, so that no file is fetched and no policy is in the way.

let audio: AudioContext | undefined

/** Stays silent where the browser wants a click first. */
export function ring(): void {
  audio ??= new AudioContext()
  const start = audio.currentTime + 0.02
  for (const [place, pitch] of [659.25, 880].entries()) note(audio, pitch, start + place * 0.13)
}

function note(context: AudioContext, pitch: number, at: number): void {
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.frequency.value = pitch
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(0.12, at + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.5)
  tone.connect(volume).connect(context.destination)
  tone.start(at)
  tone.stop(at + 0.5)
}
