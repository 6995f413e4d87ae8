// An issue for programs (urn:bellhop:issue:0): in each message from its address; the schema is docs/schema/issue.xsd.
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import type { IssueNews } from '../model/issue.ts'
import { ns } from './ns.ts'

/** All that is known is an attribute, but for people's own words; what is not known is left out. */
export function writeIssue({ content, answer, ...known }: IssueNews): Element {
  const attrs: Record<string, string> = { xmlns: ns.issue }
  for (const [name, value] of Object.entries(known)) if (value !== null) attrs[name] = String(value)
  const element = xml('issue', attrs, xml('content', {}, content))
  if (answer !== null) element.append(xml('answer', {}, answer))
  return element
}
