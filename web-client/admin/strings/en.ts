// What the admin page says, in English: a file for each section. Every other language has exactly these keys.

import { account } from './en/account.ts'
import { admins } from './en/admins.ts'
import { audit } from './en/audit.ts'
import { canned } from './en/canned.ts'
import { common } from './en/common.ts'
import { conversations } from './en/conversations.ts'
import { edit } from './en/edit.ts'
import { embed } from './en/embed.ts'
import { figures } from './en/figures.ts'
import { hours } from './en/hours.ts'
import { issues } from './en/issues.ts'
import { overview } from './en/overview.ts'
import { people } from './en/people.ts'
import { queues } from './en/queues.ts'
import { settings } from './en/settings.ts'
import { invitation, signIn } from './en/sign-in.ts'
import { tokens } from './en/tokens.ts'
import { types } from './en/types.ts'
import { visitors } from './en/visitors.ts'

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
  canned,
  conversations,
  edit,
  embed,
  hours,
  issues,
  queues,
  settings,
  types,
  visitors,
}

export type Strings = typeof en
export const strings: Strings = en
