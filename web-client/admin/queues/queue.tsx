// One queue, in parts: its rules, hours, texts, questions and people.

import { Code, Trash } from 'lucide'
import { Icon } from '../../look/icon.tsx'
import { perform, useApp } from '../app.ts'
import { useAnswer } from '../ask.ts'
import { Edit, keptIn } from '../edit.tsx'
import { hoursText } from '../hours/draft.ts'
import { HoursField } from '../hours/hours.tsx'
import { Card, Head, Shown } from '../parts.tsx'
import { to } from '../route.ts'
import type { Queue } from '../things.ts'
import { Members } from './members.tsx'
import { Questions } from './questions.tsx'
import { Rules } from './rules.tsx'
import { TextsCard } from './texts.tsx'

const parts = ['rules', 'hours', 'texts', 'questions', 'people'] as const

export function OneQueue({ name }: { name: string }) {
  const app = useApp()
  const { words, route } = app
  const answer = useAnswer<Queue>(`/queues/${encodeURIComponent(name)}`)
  const part = parts.find((each) => each === route.value.rest[1]) ?? 'rules'
  const remove = async () => {
    const text = words.queues.removeText
    if (!(await app.confirm({ title: words.queues.removeTitle(name), text, action: words.common.remove, bad: true })))
      return
    const work = async () => {
      await app.api.send('DELETE', `/queues/${encodeURIComponent(name)}`)
      location.hash = to('queues')
    }
    await perform(app, work, words.queues.removed)
  }
  return (
    <>
      <Head title={answer.value?.title ?? name} back={{ href: to('queues'), title: words.queues.title }}>
        <a class="button" href={to('embed', name)}>
          <Icon of={Code} /> {words.embed.title}
        </a>
        <button type="button" class="bad" onClick={() => void remove()}>
          <Icon of={Trash} /> {words.common.remove}
        </button>
      </Head>
      <div>
        <nav class="tabs" aria-label={words.queues.parts.title}>
          {parts.map((each) => (
            <a key={each} href={to('queues', name, each)} aria-current={each === part ? 'page' : undefined}>
              {words.queues.parts[each]}
            </a>
          ))}
        </nav>
      </div>
      <Shown of={answer}>{(queue) => <Part {...{ part, queue }} again={answer.again} />}</Shown>
    </>
  )
}

export interface QueuePart {
  queue: Queue
  again(): Promise<void>
}

function Part({ part, ...rest }: QueuePart & { part: (typeof parts)[number] }) {
  if (part === 'hours') return <HoursCard {...rest} />
  if (part === 'texts') return <TextsCard {...rest} />
  if (part === 'questions') return <Questions {...rest} />
  if (part === 'people') return <Members {...rest} />
  return <Rules {...rest} />
}

function HoursCard({ queue, again }: QueuePart) {
  const { words, locale } = useApp()
  const write = (hours: Queue['hours']) => hoursText(hours, locale, words.hours)
  return (
    <Card title={words.hours.title} lead={words.queues.hoursLead}>
      <Edit<Queue>
        path={`/queues/${queue.name}`}
        method="PATCH"
        parts={{ hours: [words.hours.title, write] }}
        bodyOf={(values) => ({ hours: keptIn(values, 'hours') })}
        onSaved={() => void again()}
      >
        {({ hours }) => <HoursField name="hours" initial={hours} />}
      </Edit>
    </Card>
  )
}
