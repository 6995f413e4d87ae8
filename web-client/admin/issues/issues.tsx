// Issues: by state, type, priority, handler, whether they are late, and words; and the one that is open.

import { usePeople } from '../all.ts'
import { useApp } from '../app.ts'
import { useWhole } from '../ask.ts'
import { Choice, Filters, Words } from '../filters.tsx'
import { Head } from '../parts.tsx'
import { type IssueType, issueStates, priorities } from '../things.ts'
import { OneIssue } from './issue.tsx'
import { IssueList } from './list.tsx'

export function Issues() {
  const { route } = useApp()
  const [number] = route.value.rest
  return number === undefined ? <AllIssues /> : <OneIssue key={number} number={number} />
}

function AllIssues() {
  const { words, route } = useApp()
  const of = words.issues
  const people = usePeople()
  const types = useWhole<IssueType>('/issue-types').value ?? []
  const { state, type, priority, handler, overdue, conversation, words: sought } = route.value.query
  const query = { state, type, priority, handler, overdue, conversation, words: sought }
  const all = ['', words.common.all] as const
  return (
    <>
      <Head title={conversation ? of.ofConversation(conversation) : of.title} />
      <Filters>
        <Words name="words" label={of.search} />
        <Choice
          name="state"
          label={of.state}
          options={[all, ...issueStates.map((each) => [each, of.states[each]] as const)]}
        />
        <Choice name="type" label={of.type} options={[all, ...types.map(({ name }) => [name, name] as const)]} />
        <Choice
          name="priority"
          label={of.priority}
          options={[all, ...priorities.map((each) => [each, of.priorities[each]] as const)]}
        />
        <Choice name="handler" label={of.handler} options={[all, ...people.of('handler', 'lead')]} />
        <Choice name="overdue" label={of.late} options={[all, ['true', of.onlyLate]]} />
      </Filters>
      <IssueList query={query} people={people} csv="issues.csv" />
    </>
  )
}
