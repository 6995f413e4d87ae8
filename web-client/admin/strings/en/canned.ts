// Canned replies, in English.

export const canned = {
  title: 'Canned replies',
  lead: 'Texts that agents send by their name. The one in the visitor’s language is taken; a person’s own come before the queue’s.',
  add: 'New reply',
  none: 'There are none.',
  owner: 'Of',
  name: 'Name',
  nameHint: 'Letters, digits, “_”, “-” and “.”.',
  lang: 'Language',
  body: 'Text',
  there: 'There is one of this name in this language. Edit that one.',
  removeTitle: (name: string) => `Remove “${name}”?`,
  removed: 'The reply is gone.',
  preview: 'How it reads',
  placeholders: {
    'visitor.name': 'the visitor’s name',
    'agent.name': 'the agent’s name',
    queue: 'the queue',
    number: 'the number of the conversation',
  },
  examples: { 'visitor.name': 'Li 李', 'agent.name': 'Ann', queue: 'support', number: '7' },
}
