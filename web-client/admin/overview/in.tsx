// Who is in and in which state, with how many conversations each has.

import { useApp } from '../app.ts'
import { useWhole } from '../ask.ts'
import { Card, Shown } from '../parts.tsx'
import type { Person } from '../people/person.ts'
import { to } from '../route.ts'

const order = { normal: 0, busy: 1, exit: 2 }

export function IsIn() {
  const { words: all } = useApp()
  const words = all.overview
  const staff = useWhole<Person>('/staff', { active: true, sort: 'name' }, ['staff', 'conversation'])
  return (
    <Card title={words.isIn}>
      <Shown of={staff}>
        {(items) => {
          const present = items.filter(({ state }) => state !== 'exit').sort((a, b) => order[a.state] - order[b.state])
          return (
            <>
              <ul class="lines">
                {present.map(({ user, name, state, conversations }) => (
                  <li key={user}>
                    <i class={`dot ${state}`} />
                    <a class="grow" href={to('people', user)} dir="auto">
                      {name}
                    </a>
                    <small>{words.has(conversations)}</small>
                    <span>{all.people.states[state]}</span>
                  </li>
                ))}
              </ul>
              {items.length > present.length && <p class="empty">{words.notIn(items.length - present.length)}</p>}
            </>
          )
        }}
      </Shown>
    </Card>
  )
}
