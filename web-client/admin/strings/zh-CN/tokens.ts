// API 令牌，简体中文。

import type { Strings } from '../en.ts'

export const tokens: Strings['tokens'] = {
  title: 'API 令牌',
}
