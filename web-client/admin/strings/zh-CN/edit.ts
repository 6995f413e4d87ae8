// 编辑时的用语，简体中文。

import type { Strings } from '../en.ts'

export const edit: Strings['edit'] = {
  quicker: '已有他人先行修改。您填写的内容仍在，下方是当前内容。',
  now: '其间已被修改，现在是：',
  takeTheirs: '放弃我的，采用当前内容',
  saveMine: '仍然保存我的',
  unit: '单位',
}
