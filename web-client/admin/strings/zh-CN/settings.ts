// 客服台设置用语，简体中文。

import type { Strings } from '../en.ts'

export const settings: Strings['settings'] = {
  title: '设置',
  hoursLead: '问题单的时限按此计算。访客何时得到回答，由各队列自己的时间决定。',
}
