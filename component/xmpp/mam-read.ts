// Reads a query to an archive: the form of XEP-0313 1.1.2 and the page of XEP-0059 1.0.1; says what is wrong with it.
import type { Element } from 'ltx'
import type { ArchiveQuery } from '../desk/archive.ts'
import { bareOf } from '../model/address.ts'
import { DeskError } from '../model/error.ts'
import { say } from '../model/say.ts'
import { readForm } from './forms.ts'
import { ns } from './ns.ts'

const mostPerPage = 100
const fields = new Set(['FORM_TYPE', 'with', 'start', 'end', 'before-id', 'after-id', 'ids'])

/** `people` are the two sides of the archive; `flip`: the newest of the page comes first. */
export function readArchiveQuery(request: Element, people: readonly string[]): { query: ArchiveQuery; flip: boolean } {
  const page = readPage(request.getChild('set', ns.rsm))
  return {
    query: { ...page, ...readFilter(request.getChild('x', ns.forms), people) },
    flip: request.getChild('flip-page', ns.mam) !== undefined,
  }
}

function readFilter(form: Element | undefined, people: readonly string[]): Partial<ArchiveQuery> {
  if (!form) return {}
  if (form.attrs.type !== 'submit') throw wrong('x', String(form.attrs.type ?? ''), 'type="submit"')
  const values = readForm(form)
  for (const name of Object.keys(values)) {
    if (!fields.has(name)) throw new DeskError('unsupported', say('archiveField', { field: name }))
  }
  const type = values.FORM_TYPE
  if (type !== undefined && type !== ns.mam) throw wrong('FORM_TYPE', type, ns.mam)
  const { start, end, ids } = values
  const filter: Partial<ArchiveQuery> = {
    ...(start ? { start: time('start', start) } : {}),
    ...(end ? { end: time('end', end) } : {}),
    ...(values['after-id'] ? { afterId: archiveId(values['after-id']) } : {}),
    ...(values['before-id'] ? { beforeId: archiveId(values['before-id']) } : {}),
    ...(ids ? { ids: ids.split('\n').map(archiveId) } : {}),
  }
  return values.with === undefined ? filter : { ...filter, ...readWith(values.with.trim(), people) }
}

/** Everything here is between the two; with anybody else there is nothing. */
function readWith(jid: string, people: readonly string[]): Partial<ArchiveQuery> {
  if (!/^([^@/\s<>]+@)?[^@/\s<>]+(\/.+)?$/.test(jid)) throw wrong('with', jid, 'support@desk.example')
  return people.includes(bareOf(jid).toLowerCase()) ? {} : { nobody: true }
}

function readPage(set: Element | undefined): ArchiveQuery {
  const asked = set?.getChildText('max')?.trim() ?? String(mostPerPage)
  if (!/^\d{1,9}$/.test(asked)) throw wrong('max', asked, '50')
  if (set?.getChild('index')) throw new DeskError('unsupported', say('archiveField', { field: 'index' }))
  const before = set?.getChildText('before')?.trim()
  const after = set?.getChildText('after')?.trim()
  return {
    max: Math.min(Number(asked), mostPerPage),
    last: before === '',
    ...(after ? { after: archiveId(after) } : {}),
    ...(before ? { before: archiveId(before) } : {}),
  }
}

// XEP-0313 §4.3.2: an id that is not in the archive is item-not-found, whatever it looks like.
function archiveId(id: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(id)) throw new DeskError('not-found', say('archiveId'))
  return Number(id)
}

// XEP-0082 §3.2; a time of day without a date, or words, are not a point in time.
function time(field: string, value: string): string {
  const at = new Date(value.trim())
  const isPoint = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value.trim())
  if (!isPoint || Number.isNaN(at.getTime())) throw wrong(field, value, '2026-01-31T09:30:00Z')
  return at.toISOString()
}

const wrong = (field: string, value: string, right: string): DeskError =>
  new DeskError('bad-request', say('archiveWrong', { field, value, right }))
