// 快捷回复用语，简体中文。

import type { Strings } from '../en.ts'

export const canned: Strings['canned'] = {
  title: '快捷回复',
  lead: '客服按名称发送的文本。采用访客语言的版本；个人的优先于队列的。',
  add: '新建回复',
  none: '没有快捷回复。',
  owner: '所属',
  name: '名称',
  nameHint: '字母、汉字、数字、“_”、“-”和“.”。',
  lang: '语言',
  body: '文本',
  there: '此语言已有同名回复，请编辑那一条。',
  removeTitle: (name) => `移除“${name}”？`,
  removed: '回复已移除。',
  preview: '效果',
  placeholders: {
    'visitor.name': '访客姓名',
    'agent.name': '客服姓名',
    queue: '队列',
    number: '对话编号',
  },
  examples: { 'visitor.name': 'Li 李', 'agent.name': 'Ann', queue: 'support', number: '7' },
}
