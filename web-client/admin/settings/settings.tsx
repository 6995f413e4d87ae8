// Settings of the desk as a whole: its open hours, by which the deadlines of issues count.

import { useApp } from '../app.ts'
import { Edit, keptIn } from '../edit.tsx'
import { hoursText } from '../hours/draft.ts'
import { HoursField } from '../hours/hours.tsx'
import { Card, Head } from '../parts.tsx'
import type { Hours } from '../things.ts'

interface DeskSettings {
  hours: Hours | null
}

export function Settings() {
  const { words, locale } = useApp()
  const of = words.settings
  const write = (hours: Hours | null) => hoursText(hours, locale, words.hours)
  return (
    <>
      <Head title={of.title} />
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
    </>
  )
}
