// 人员，简体中文。

import type { Strings } from '../en.ts'

export const people: Strings['people'] = {
  title: '人员',
}
