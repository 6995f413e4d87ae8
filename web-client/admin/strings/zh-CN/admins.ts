// 管理员，简体中文。

import type { Strings } from '../en.ts'

export const admins: Strings['admins'] = {
  title: '管理员',
  lead: '可以登录此后台的人。每人使用自己的名称和密码，审计因此能说明是谁做了什么。',
  add: '邀请管理员',
  makeLink: '生成链接',
  name: '名称',
  nameHint: '用于登录，并显示在审计中。',
  you: '（您）',
  standing: '可登录',
  active: '是',
  inactive: '尚未或已停用',
  totp: '两步验证',
  on: '已开启',
  off: '未开启',
  lastLogin: '最近登录',
  reset: '新链接',
  resetWho: (name) => `为 ${name} 生成新链接`,
  remove: '移除',
  removeWho: (name) => `移除 ${name}`,
  removeAsk: (name) => `移除 ${name}？`,
  removeText: '此人会在所有地方退出登录，且不能再登录。其操作记录仍保留在审计中。',
  removed: (name) => `${name} 不能再登录。`,
  linkFor: (name) => `${name} 的链接`,
  link: '一次性链接',
  until: (time) => `仅可使用一次，有效期至 ${time}，且只显示这一次。`,
  handOver: '请以安全的方式转交：最先打开的人将设置密码。',
  kept: '我已保存',
}
