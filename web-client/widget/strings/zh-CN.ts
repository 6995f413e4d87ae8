// 小部件的简体中文文本。

import type { LauncherStrings, Strings } from './en.ts'

export const launcher: LauncherStrings = {
  open: '打开聊天',
  close: '关闭聊天',
  unread: (count) => `${count} 条新消息`,
  failed: '聊天加载失败，请重试。',
}

export const strings: Strings = {
  title: '在线客服',
  availability: {
    in: '客服在线，随时为您服务',
    busy: '客服正忙，请稍候片刻',
    out: '客服不在线，请给我们留言',
    unknown: '请稍候…',
  },
  greeting: {
    title: '您好！👋',
    in: '请问有什么可以帮您？',
    busy: '客服正在接待其他顾客。请先留下您的问题，我们会依次为您解答。',
    out: '我们暂时不在。请留言，我们的答复会显示在这里。',
  },
  reconnecting: '正在重新连接…',
  reconnectingLong: '网络已断开。您写的内容会保留，恢复后自动发送。',
  refused: '此处无法使用聊天服务。',
  minimize: '收起聊天',
  conversation: '对话',
  composer: '您的消息',
  placeholder: '输入消息…',
  placeholderOut: '请留言…',
  send: '发送',
  you: '您',
  agent: '客服',
  edited: '已编辑',
  retracted: '消息已撤回',
  picture: '图片',
  reactions: '回应',
  sending: '发送中…',
  stored: '已送达',
  read: '已读',
  notSent: '未发送',
  retry: '重试',
  typing: (name) => `${name} 正在输入…`,
  newLines: '新消息',
  toNewest: '查看最新消息',
  today: '今天',
  yesterday: '昨天',
  opensNewTab: '（在新标签页中打开）',
}
