// What a queue asks before a chat: an ordered list of fields, each with its labels by language.

import { Plus } from 'lucide'
import { useState } from 'preact/hooks'
import { Icon } from '../../look/icon.tsx'
import { useApp } from '../app.ts'
import { Edit, Kept, keptIn } from '../edit.tsx'
import { Card } from '../parts.tsx'
import type { Asked } from '../things.ts'
import { Question } from './question.tsx'
import type { QueuePart } from './queue.tsx'

interface Fields {
  fields: Asked[]
}

const most = 12

export function Questions({ queue: { name } }: QueuePart) {
  const { words } = useApp()
  const of = words.queues.questions
  const write = (fields: readonly Asked[]) => fields.map((field) => field.name).join(', ')
  return (
    <Card title={words.queues.parts.questions} lead={of.lead}>
      <Edit<Fields>
        path={`/queues/${name}/fields`}
        method="PUT"
        parts={{ fields: [words.queues.parts.questions, write] }}
        bodyOf={(values) => ({ fields: keptIn<Draft[]>(values, 'questions').map(toSend) })}
      >
        {({ fields }) => <QuestionsField initial={fields} />}
      </Edit>
    </Card>
  )
}

/** A question while it is edited: with something to tell it by, whatever its place and name are. */
export interface Draft extends Asked {
  key: number
}

function toSend({ key: _, choices, label, ...rest }: Draft): Asked {
  const said = Object.fromEntries(Object.entries(label).filter(([, text]) => text.trim() !== ''))
  const given = choices?.map((choice) => choice.trim()).filter((choice) => choice !== '')
  return { ...rest, label: said, ...(rest.type === 'choice' && { choices: given ?? [] }) }
}

function QuestionsField({ initial }: { initial: readonly Asked[] }) {
  const { words } = useApp()
  const [list, set] = useState<readonly Draft[]>(initial.map((field, key) => ({ ...field, key })))
  const add = () => {
    const key = 1 + Math.max(-1, ...list.map((each) => each.key))
    set([...list, { key, name: '', type: 'text', required: false, label: { en: '' } }])
  }
  const move = (from: number, by: number) => {
    const moved = [...list]
    moved.splice(from + by, 0, ...moved.splice(from, 1))
    set(moved)
  }
  return (
    <>
      <Kept name="questions" value={list} />
      {list.length === 0 && <p class="empty">{words.queues.questions.none}</p>}
      <ol class="questions">
        {list.map((draft, place) => (
          <Question
            key={draft.key}
            {...{ draft, place, count: list.length }}
            onChange={(changed) => set(list.map((each) => (each.key === draft.key ? changed : each)))}
            onMove={(by) => move(place, by)}
            onRemove={() => set(list.filter((each) => each.key !== draft.key))}
          />
        ))}
      </ol>
      <p class="add">
        <button type="button" class="small" disabled={list.length >= most} onClick={add}>
          <Icon of={Plus} /> {words.queues.questions.add}
        </button>
      </p>
    </>
  )
}
