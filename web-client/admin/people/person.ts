// Somebody of the staff as the API gives him.

export const roles = ['agent', 'handler', 'lead'] as const
export type Role = (typeof roles)[number]

export interface Person {
  readonly user: string
  readonly jid: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly queues: readonly string[]
  /** With so many conversations no more are given to him; null: as his queues say. */
  readonly capacity: number | null
  readonly lang: string
  readonly active: boolean
  readonly state: 'normal' | 'busy' | 'exit'
  /** The state that was forced. */
  readonly override: 'normal' | 'busy' | null
  readonly quiet: { readonly zone: string; readonly from: string; readonly to: string } | null
  readonly conversations: number
  readonly account: {
    readonly state: 'kept' | 'pending' | 'failed'
    readonly error: string | null
    readonly since: string | null
  }
}

export interface WithPassword extends Person {
  /** Told once, when the desk made it. */
  readonly password: string | null
}
