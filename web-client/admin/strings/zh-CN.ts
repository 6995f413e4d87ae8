// 管理后台用语，简体中文：每个栏目一个文件。

import type { Strings } from './en.ts'
import { account } from './zh-CN/account.ts'
import { admins } from './zh-CN/admins.ts'
import { audit } from './zh-CN/audit.ts'
import { canned } from './zh-CN/canned.ts'
import { common } from './zh-CN/common.ts'
import { conversations } from './zh-CN/conversations.ts'
import { edit } from './zh-CN/edit.ts'
import { embed } from './zh-CN/embed.ts'
import { figures } from './zh-CN/figures.ts'
import { hours } from './zh-CN/hours.ts'
import { issues } from './zh-CN/issues.ts'
import { overview } from './zh-CN/overview.ts'
import { people } from './zh-CN/people.ts'
import { queues } from './zh-CN/queues.ts'
import { settings } from './zh-CN/settings.ts'
import { invitation, signIn } from './zh-CN/sign-in.ts'
import { tokens } from './zh-CN/tokens.ts'
import { types } from './zh-CN/types.ts'
import { visitors } from './zh-CN/visitors.ts'

export const strings: Strings = {
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
