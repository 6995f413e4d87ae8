// 客服台设置用语，简体中文。

import type { Strings } from '../en.ts'

export const settings: Strings['settings'] = {
  title: '设置',
  hoursLead: '问题单的时限按此计算。访客何时得到回答，由各队列自己的时间决定。',
  facts: '地址',
  factsLead: '在启动客服台处设置，这里只能查看。',
  hosts: { publicUrl: '网页', websocketUrl: 'WebSocket', desk: '客服台', agents: '员工', visitors: '访客' },
  mail: '可以发送邮件',
}
