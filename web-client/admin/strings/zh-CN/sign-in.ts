// 登录用语，简体中文。

import type { Strings } from '../en.ts'

export const signIn: Strings['signIn'] = {
  title: '管理后台',
  over: '会话已结束，请重新登录。',
  name: '名称',
  password: '密码',
  signIn: '登录',
  codeTitle: '还差一步',
  codeLead: '请输入验证器应用当前显示的六位数字。',
  code: '验证码',
  other: '换个账号登录',
}

export const invitation: Strings['invitation'] = {
  title: { first: '设置 Bellhop', new: '欢迎使用 Bellhop', reset: '设置新密码' },
  until: (time) => `此链接仅可使用一次，有效期至 ${time}。`,
  gone: '此链接已被使用、已过期或不完整。请索取新的链接。',
  leave: '前往登录',
  name: '名称',
  password: '密码',
  passwordHint: '至少 10 个字符；一句短话更好记。',
  again: '再次输入密码',
  differ: '两次输入的密码不一致。',
  enter: '设置密码并登录',
}
