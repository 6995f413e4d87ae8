// What a check of `bellhop doctor` comes to, in short.
import type { Finding } from './doctor.ts'

export const ok = (text: string): Finding => ({ state: 'ok', text })
export const warning = (text: string, mend: string): Finding => ({ state: 'warning', text, mend })
export const wrong = (text: string, mend: string): Finding => ({ state: 'wrong', text, mend })
export const unknown = (text: string): Finding => ({ state: 'unknown', text })
