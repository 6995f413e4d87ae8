// 营业时间用语，简体中文。

import type { Strings } from '../en.ts'

export const hours: Strings['hours'] = {
  title: '营业时间',
  always: '全天开放',
  some: '按以下时间开放',
  zone: '时区',
  from: '开始',
  to: '结束',
  closed: '不开放',
  addRange: '添加时段',
  removeRange: '移除此时段',
  asMonday: '周二至周五相同',
  dates: '节假日及其他例外',
  datesHint: '这些日期按此处的时间，不论星期几；没有时段即全天不开放。',
  date: '日期',
  addDate: '添加日期',
}
