// 管理后台用语，简体中文：每个栏目一个文件。

import type { Strings } from './en.ts'
import { account } from './zh-CN/account.ts'
import { admins } from './zh-CN/admins.ts'
import { audit } from './zh-CN/audit.ts'
import { common } from './zh-CN/common.ts'
import { figures } from './zh-CN/figures.ts'
import { overview } from './zh-CN/overview.ts'
import { people } from './zh-CN/people.ts'
import { invitation, signIn } from './zh-CN/sign-in.ts'
import { tokens } from './zh-CN/tokens.ts'

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
}
