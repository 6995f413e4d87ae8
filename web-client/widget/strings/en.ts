// What the widget says in English; the other languages are checked against this file.

export const launcher = {
  open: 'Open chat',
  close: 'Close chat',
  unread: (count: number): string => (count === 1 ? '1 new message' : `${count} new messages`),
  failed: 'The chat could not be loaded. Try again.',
}

export const strings = {
  title: 'Chat with us',
  availability: {
    in: 'We’re here and happy to help',
    busy: 'Everyone is busy; we’ll be with you shortly',
    out: 'Nobody is in; leave us a message',
    unknown: 'Just a moment…',
  },
  greeting: {
    title: 'Hello! 👋',
    in: 'What can we do for you?',
    busy: 'We’re helping other people right now. Write to us, and you’re in the queue.',
    out: 'We’re away at the moment. Write to us all the same; you’ll find our answer here.',
  },
  reconnecting: 'Reconnecting…',
  reconnectingLong: 'No connection. What you write is kept and sent later.',
  refused: 'The chat is not available here.',
  minimize: 'Minimize chat',
  conversation: 'Conversation',
  composer: 'Your message',
  placeholder: 'Write a message…',
  placeholderOut: 'Leave a message…',
  send: 'Send',
  you: 'You',
  agent: 'Support',
  edited: 'edited',
  retracted: 'Message taken back',
  picture: 'Picture',
  reactions: 'Reactions',
  sending: 'Sending…',
  stored: 'Delivered',
  read: 'Read',
  notSent: 'Not sent',
  retry: 'Try again',
  typing: (name: string): string => `${name} is writing…`,
  newLines: 'New messages',
  toNewest: 'Go to the newest message',
  today: 'Today',
  yesterday: 'Yesterday',
  opensNewTab: '(opens in a new tab)',
}

export type LauncherStrings = typeof launcher
export type Strings = typeof strings
