// The sections of the page, in their order: a new one is a folder with its component, and an entry here.

import type { IconNode } from 'lucide'
import {
  ChartColumn,
  CircleAlert,
  Code,
  Contact,
  Gauge,
  History,
  Inbox,
  KeyRound,
  ListTree,
  MessageSquareQuote,
  MessagesSquare,
  Settings as SettingsIcon,
  ShieldCheck,
  UserRound,
  Users,
} from 'lucide'
import type { ComponentType } from 'preact'
import { Account } from './account/account.tsx'
import { Admins } from './account/admins.tsx'
import { Audit } from './audit/audit.tsx'
import { CannedReplies } from './canned/canned.tsx'
import { Conversations } from './conversations/conversations.tsx'
import { Embed } from './embed/embed.tsx'
import { Figures } from './figures/figures.tsx'
import { Issues } from './issues/issues.tsx'
import { Overview } from './overview/overview.tsx'
import { People } from './people/people.tsx'
import { Queues } from './queues/queues.tsx'
import { Settings } from './settings/settings.tsx'
import type { Strings } from './strings/en.ts'
import { Tokens } from './tokens/tokens.tsx'
import { Types } from './types/types.tsx'
import { Visitors } from './visitors/visitors.tsx'

export const groups = ['now', 'work', 'desk', 'access'] as const

export interface Section {
  /** In the address: #/people. */
  readonly path: string
  /** Under which heading it stands. */
  readonly group: (typeof groups)[number]
  readonly icon: IconNode
  title(words: Strings): string
  readonly component: ComponentType
}

export const sections: readonly Section[] = [
  { path: 'overview', group: 'now', icon: Gauge, title: (words) => words.overview.title, component: Overview },
  { path: 'figures', group: 'now', icon: ChartColumn, title: (words) => words.figures.title, component: Figures },
  {
    ...{ path: 'conversations', group: 'work', icon: MessagesSquare },
    ...{ title: (words) => words.conversations.title, component: Conversations },
  },
  { path: 'visitors', group: 'work', icon: Contact, title: (words) => words.visitors.title, component: Visitors },
  { path: 'issues', group: 'work', icon: CircleAlert, title: (words) => words.issues.title, component: Issues },
  { path: 'people', group: 'desk', icon: Users, title: (words) => words.people.title, component: People },
  { path: 'queues', group: 'desk', icon: Inbox, title: (words) => words.queues.title, component: Queues },
  {
    ...{ path: 'canned', group: 'desk', icon: MessageSquareQuote },
    ...{ title: (words) => words.canned.title, component: CannedReplies },
  },
  { path: 'types', group: 'desk', icon: ListTree, title: (words) => words.types.title, component: Types },
  { path: 'embed', group: 'desk', icon: Code, title: (words) => words.embed.title, component: Embed },
  { path: 'settings', group: 'desk', icon: SettingsIcon, title: (words) => words.settings.title, component: Settings },
  { path: 'admins', group: 'access', icon: ShieldCheck, title: (words) => words.admins.title, component: Admins },
  { path: 'tokens', group: 'access', icon: KeyRound, title: (words) => words.tokens.title, component: Tokens },
  { path: 'audit', group: 'access', icon: History, title: (words) => words.audit.title, component: Audit },
  { path: 'account', group: 'access', icon: UserRound, title: (words) => words.account.title, component: Account },
]
