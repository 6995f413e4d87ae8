// 统计，简体中文。

import type { Strings } from '../en.ts'

export const figures: Strings['figures'] = {
  title: '统计',
}
