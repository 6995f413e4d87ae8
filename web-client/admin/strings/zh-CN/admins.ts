// 管理员，简体中文。

import type { Strings } from '../en.ts'

export const admins: Strings['admins'] = {
  title: '管理员',
}
