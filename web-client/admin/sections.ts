// The sections of the page, in their order: a new one is a folder with its component, and an entry here.

import type { IconNode } from 'lucide'
import { ChartColumn, Gauge, History, KeyRound, ShieldCheck, UserRound, Users } from 'lucide'
import type { ComponentType } from 'preact'
import { Account } from './account/account.tsx'
import { Admins } from './account/admins.tsx'
import { Audit } from './audit/audit.tsx'
import { Figures } from './figures/figures.tsx'
import { Overview } from './overview/overview.tsx'
import { People } from './people/people.tsx'
import type { Strings } from './strings/en.ts'
import { Tokens } from './tokens/tokens.tsx'

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
  { path: 'people', group: 'desk', icon: Users, title: (words) => words.people.title, component: People },
  { path: 'admins', group: 'access', icon: ShieldCheck, title: (words) => words.admins.title, component: Admins },
  { path: 'tokens', group: 'access', icon: KeyRound, title: (words) => words.tokens.title, component: Tokens },
  { path: 'audit', group: 'access', icon: History, title: (words) => words.audit.title, component: Audit },
  { path: 'account', group: 'access', icon: UserRound, title: (words) => words.account.title, component: Account },
]
