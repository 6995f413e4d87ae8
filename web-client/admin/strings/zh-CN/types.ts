// 问题类型与时限用语，简体中文。

import type { Strings } from '../en.ts'

export const types: Strings['types'] = {
  title: '问题类型',
  lead: '一棵树。某类型的负责人也负责其下没有指定负责人的类型。',
  add: '新建类型',
  addBelow: (name) => `在 ${name} 下新建类型`,
  none: '还没有类型。',
  name: '类型',
  nameHint: '小写；“/”表示下一级：账单/退款。',
  there: '已有此类型。',
  handler: '处理人',
  handlerHint: '收到新的问题单。',
  backup: '后备',
  backupHint: '处理人没有动作时被提醒。',
  nobody: '不单独指定',
  inherited: (name) => `${name}（来自上级）`,
  removeTitle: (name) => `移除类型“${name}”？`,
  removed: '类型已移除。',
  deadlines: '时限',
  deadlinesLead: '超过时限者会被提醒，然后是后备，再然后是主管。',
  accept: '受理时限',
  resolve: '答复时限',
  openHours: '只计营业时间',
}
