// What the admin page says, in English: a file for each section. Every other language has exactly these keys.

import { account } from './en/account.ts'
import { admins } from './en/admins.ts'
import { audit } from './en/audit.ts'
import { common } from './en/common.ts'
import { figures } from './en/figures.ts'
import { overview } from './en/overview.ts'
import { people } from './en/people.ts'
import { invitation, signIn } from './en/sign-in.ts'
import { tokens } from './en/tokens.ts'

export const en = {
  common,
  signIn,
  invitation,
  overview,
  figures,
  people,
  tokens,
  admins,
  account,
  audit,
}

export type Strings = typeof en
export const strings: Strings = en
