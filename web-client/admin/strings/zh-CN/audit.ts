// 审计，简体中文。

import type { Strings } from '../en.ts'

export const audit: Strings['audit'] = {
  title: '审计',
}
