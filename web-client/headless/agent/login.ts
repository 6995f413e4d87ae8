// Who signs in, by password or by what an earlier login left here: the salted password as a key that can't be read.

import { type Mechanism, type Secret, saltedKey, scramHashes } from './scram.ts'

/** What “stay signed in” keeps. */
export interface Kept {
  readonly jid: string
  readonly mechanism: Mechanism
  readonly secret: Secret
}

/** Where it is kept, for one account at a time. */
export interface Keychain {
  load(): Promise<Kept | undefined>
  save(kept: Kept): Promise<void>
  forget(): Promise<void>
}

/** The account needs its password anew: the server uses another salt, or another mechanism, than it did. */
export class PasswordNeeded extends Error {}

/** A login that can be repeated as long as the page is open, without keeping the password in clear. */
export class Login {
  readonly jid: string
  #password: string | undefined
  #kept: Kept | undefined

  constructor(from: { jid: string; password: string } | Kept) {
    this.jid = from.jid
    if ('password' in from) this.#password = from.password
    else this.#kept = from
  }

  /** What to keep for the next time, once a login has succeeded. */
  get kept(): Kept | undefined {
    return this.#kept
  }

  /** The password has done its work. */
  forgetPassword(): void {
    if (this.#kept) this.#password = undefined
  }

  async keyFor(mechanism: Mechanism, salt: string, iterations: number): Promise<CryptoKey> {
    const { secret } = this.#kept ?? {}
    const same = secret?.salt === salt && secret.iterations === iterations && this.#kept?.mechanism === mechanism
    if (same) return secret.key
    if (this.#password === undefined) throw new PasswordNeeded('The password is needed again.')
    const key = await saltedKey(this.#password, scramHashes[mechanism], salt, iterations)
    this.#kept = { jid: this.jid, mechanism, secret: { salt, iterations, key } }
    return key
  }
}
