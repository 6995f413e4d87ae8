// 概览，简体中文。

import type { Strings } from '../en.ts'

export const overview: Strings['overview'] = {
  title: '概览',
}
