// Settings of the desk as a whole: its open hours, by which the deadlines of issues count.

import { useApp } from '../app.ts'
import { useAnswer } from '../ask.ts'
import { Edit, keptIn } from '../edit.tsx'
import { hoursText } from '../hours/draft.ts'
import { HoursField } from '../hours/hours.tsx'
import { Card, Head, Shown } from '../parts.tsx'
import type { Hours } from '../things.ts'

interface DeskSettings {
  hours: Hours | null
  /** Set where the desk is started, to be read only. */
  desk: Record<'desk' | 'agents' | 'visitors' | 'publicUrl' | 'websocketUrl', string>
  mail: boolean
}

export function Settings() {
  const { words, locale } = useApp()
  const of = words.settings
  const write = (hours: Hours | null) => hoursText(hours, locale, words.hours)
  return (
    <>
      <Head title={of.title} />
      <div class="stack">
        <Card title={words.hours.title} lead={of.hoursLead}>
          <Edit<DeskSettings>
            path="/settings"
            method="PATCH"
            parts={{ hours: [words.hours.title, write] }}
            bodyOf={(values) => ({ hours: keptIn(values, 'hours') })}
          >
            {({ hours }) => <HoursField name="hours" initial={hours} />}
          </Edit>
        </Card>
        <Facts />
      </div>
    </>
  )
}

function Facts() {
  const { words } = useApp()
  const of = words.settings
  const answer = useAnswer<DeskSettings>('/settings')
  return (
    <Card title={of.facts} lead={of.factsLead}>
      <Shown of={answer}>
        {({ desk, mail }) => (
          <dl class="facts">
            {(Object.keys(of.hosts) as (keyof typeof of.hosts)[]).map((name) => [
              <dt key={name}>{of.hosts[name]}</dt>,
              <dd key={`${name}-is`}>
                <code>{desk[name]}</code>
              </dd>,
            ])}
            <dt>{of.mail}</dt>
            <dd>{mail ? words.common.yes : words.common.no}</dd>
          </dl>
        )}
      </Shown>
    </Card>
  )
}
