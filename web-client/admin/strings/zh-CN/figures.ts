// 统计，简体中文。

import type { Strings } from '../en.ts'

export const figures: Strings['figures'] = {
  title: '统计',
  lead: '客服台的表现。点选一项指标，查看其走势以及各队列和人员的情况。',
  span: '时间范围',
  last: (days) => (days === 365 ? '最近一年' : `最近 ${days} 天`),
  ownSpan: '自选日期',
  from: '从',
  to: '到',
  queue: '队列',
  agent: '客服或处理人',
  zone: '时区',
  all: '全部',
  by: '分组方式',
  groupings: { day: '按天', hour: '按小时', 'weekday-hour': '按周', queue: '按队列', agent: '按人员', type: '按类型' },
  shows: { seconds: '中位数', count: '合计', stars: '平均（满分 5）', share: '合计' },
  of: {
    seconds: (count) => `${count} 次的中位数`,
    stars: (count) => `${count} 个评分`,
    share: (count) => `共 ${count} 个`,
  },
  nothing: '此时间范围内没有数据。',
  nobody: '无人',
  table: '表格',
  count: '数量',
  measures: { median: '中位数', mean: '平均值', p90: '90% 不超过', max: '最长' },
  names: {
    load: { title: '咨询量', what: '访客发起或重新打开的会话数。' },
    waiting: { title: '等待时间', what: '从访客发起或重新打开会话，到首次分配给客服的时间。' },
    'first-answer': { title: '首次回复', what: '从访客发起或重新打开会话，到客服首次回复的时间。' },
    handling: { title: '处理时长', what: '从客服首次接手会话到会话关闭的时间。' },
    missed: { title: '未及时回复', what: '因客服未及时回复而被收回的会话次数。' },
    left: { title: '留言', what: '因无人能够回复而转为留言的会话次数。' },
    'claim-age': { title: '认领时间', what: '从留言到客服认领的时间。' },
    ratings: { title: '评分', what: '访客对已关闭会话的评分，1 至 5 星。' },
    issues: { title: '问题单', what: '提交的问题单数。' },
    'issue-time': { title: '解决时间', what: '从问题单提交或最近一次重新打开到解决的时间。' },
    deadlines: { title: '按时率', what: '问题单期限中按时完成的比例。' },
  },
}
