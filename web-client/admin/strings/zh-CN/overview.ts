// 概览，简体中文。

import type { Strings } from '../en.ts'

export const overview: Strings['overview'] = {
  title: '概览',
  live: '实时',
  notLive: '未实时更新：正在重新连接',
  failed: (count) => `${count} 个账号未能与聊天服务器同步。`,
  toPeople: '查看',
  numbers: { in: '可接待', waiting: '等待中', left: '留言', overdue: '逾期问题单' },
  busy: (count) => `${count} 人忙碌`,
  active: (count) => `${count} 个接待中`,
  open: (count) => `共 ${count} 个未结`,
  today: '今日',
  loadByHour: '每小时对话数',
  atHour: (hour, count) => `${hour}：${count}`,
  waiting: '等待与留言',
  nobodyWaits: '无人等待。',
  states: { waiting: '等待', left: '留言' },
  isIn: '在岗人员',
  has: (count) => (count === 0 ? '' : `${count} 个对话`),
  notIn: (count) => `${count} 人未在岗。`,
  priorities: { low: '低', normal: '普通', high: '高', urgent: '紧急' },
}
