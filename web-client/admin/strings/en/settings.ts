// Settings of the desk, in English.

export const settings = {
  title: 'Settings',
  hoursLead: 'By these the deadlines of issues count. When visitors are answered, each queue says by its own hours.',
  facts: 'Where it is',
  factsLead: 'Set where the desk is started; here it can only be read.',
  hosts: {
    publicUrl: 'Web',
    websocketUrl: 'WebSocket',
    desk: 'Desk',
    agents: 'Staff',
    visitors: 'Visitors',
  },
  mail: 'Can send e-mail',
}
