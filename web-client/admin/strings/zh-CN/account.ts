// 我的账户，简体中文。

import type { Strings } from '../en.ts'

export const account: Strings['account'] = {
  title: '我的账户',
}
