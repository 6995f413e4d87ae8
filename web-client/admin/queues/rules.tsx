// The rules of a queue: who gets a conversation, how many, and how long everything may take.

import { including, useQueues } from '../all.ts'
import { useApp } from '../app.ts'
import { Edit } from '../edit.tsx'
import { SelectField, TextField } from '../fields.tsx'
import { Card } from '../parts.tsx'
import { numberIn, SpanField, spanText } from '../span.tsx'
import { policies, type Queue } from '../things.ts'
import type { QueuePart } from './queue.tsx'

const spans = ['patience', 'nudge', 'reroute', 'lapse', 'reopen'] as const

export function Rules({ queue: { name }, again }: QueuePart) {
  const { words, locale } = useApp()
  const of = words.queues
  const { options } = useQueues()
  const others = [['', of.mailbox] as const, ...options.filter(([other]) => other !== name)]
  const span = (seconds: number) => spanText(seconds, locale)
  const parts = {
    ...{ title: of.name, policy: of.policy, capacity: of.capacity, overflow: of.overflow },
    ...Object.fromEntries(spans.map((each) => [each, [of.spans[each], span] as const])),
  }
  return (
    <Card title={of.parts.rules}>
      <Edit<Queue> path={`/queues/${name}`} method="PATCH" {...{ parts, bodyOf }} onSaved={() => void again()}>
        {(queue) => (
          <>
            <TextField
              name="title"
              label={of.name}
              hint={of.titleHint}
              initial={queue.title}
              required
              maxLength={200}
            />
            <div class="row">
              <SelectField
                name="policy"
                label={of.policy}
                hint={of.policyHint}
                initial={queue.policy}
                options={policies.map((each) => [each, of.policies[each]] as const)}
              />
              <TextField
                name="capacity"
                label={of.capacity}
                hint={of.capacityHint}
                type="number"
                inputmode="numeric"
                initial={queue.capacity}
                required
              />
            </div>
            <div class="row">
              <SpanField name="patience" label={of.spans.patience} hint={of.hints.patience} initial={queue.patience} />
              <SelectField
                key={others.length}
                name="overflow"
                label={of.overflow}
                hint={of.overflowHint}
                initial={queue.overflow}
                options={including(others, queue.overflow)}
              />
            </div>
            <div class="row">
              {spans.slice(1).map((each) => (
                <SpanField key={each} name={each} label={of.spans[each]} hint={of.hints[each]} initial={queue[each]} />
              ))}
            </div>
          </>
        )}
      </Edit>
    </Card>
  )
}

function bodyOf(values: FormData): object {
  const text = (name: string) => String(values.get(name) ?? '').trim()
  return {
    ...{ title: text('title'), policy: text('policy'), capacity: numberIn(values, 'capacity') },
    overflow: text('overflow') || null,
    ...Object.fromEntries(spans.map((name) => [name, numberIn(values, name)])),
  }
}
