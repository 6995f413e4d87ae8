// What the desk says, in English. Every other language has exactly these keys.

export const en = {
  // to visitors
  visitorLeft: 'Nobody is in at the moment. Your message is kept as number {number}; you will be answered here.',
  visitorWaiting: 'Everybody is busy at the moment. You are number {position} in line; somebody will be with you.',
  visitorMoved: 'Somebody else will go on with you in a moment.',
  visitorClosed: 'This conversation is closed. Just write again if there is anything else.',
  queueOpen: 'Somebody is in.',
  queueBusy: 'Everybody is busy; there is a line.',
  queueAway: 'Nobody is in; leave a message.',
  queueUnknown: 'There is no queue “{name}” here.',
  visitorUnknown: 'The desk does not know you. Open the page again to get a new session.',
  tokenUnknown: 'This token is not known. Leave it out to start as a new visitor.',
  tooLong: 'This message is too long: {length} characters; {limit} are possible.',
  encrypted:
    'This message is encrypted, and the desk cannot read it. Switch encryption (OMEMO, OpenPGP) off for this contact and send it again.',
  notUnderstood: 'The desk cannot do this with such a stanza.',
  correctionUnknown: 'There is no message of yours that this could correct.',

  // to agents, in a conversation
  chatOpened: 'Conversation #{number} with {name} ({queue}). What was said so far:',
  chatLine: '[{time}] {name}: {body}',
  chatGivenBack: 'Conversation #{number} has been given to somebody else, as you were away.',
  visitorAway: '({name} is away and will read this on coming back.)',
  chatUnknown: 'There is no conversation #{number}.',
  chatClosed: 'Conversation #{number} is closed.',
  chatOther: 'Conversation #{number} is with {name}.',
  chatNobody: 'Nobody has conversation #{number}. Take it with “claim {number}” at the desk.',
  queueForVisitors: 'This address is for visitors. To speak with the desk, write to the desk itself.',
  issuesLater: 'There is no issue #{number}.',

  // to agents, from the desk
  staffOnly: 'Only the staff of this desk may do this.',
  rolesOnly: '“{command}” is not for you: it needs the role {roles}.',
  board: '{normal} normal · {waiting} waiting · {left} left',
  leftDigest: '{count} left in the mailbox. Take one with “claim NUMBER”:',
  leftDigestLine: '#{number} {queue}, {age} ago, {name}: {body}',
  commandUnknown: 'There is no command “{command}”. Say “{help}” for what there is.',
  fieldMissing: '“{field}” is missing. It is written: {usage}',
  fieldNumber: '“{value}” is not a number for “{field}”. It is written: {usage}',
  fieldChoice: '“{value}” is not possible for “{field}”: {choices}. It is written: {usage}',
  fieldExtra: '“{value}” is too much. It is written: {usage}',
  helpDesk: 'Write one of these to the desk:',
  helpChat: 'What you write here goes to the visitor, except lines that begin with “!”:',
  helpLine: '{usage} — {title}',
  helpLiteral: '!!… — a line that begins with “!” for the visitor',
  claimed: '#{number} is yours.',
  claimOther: '#{number} is with {name}.',
  claimOwn: '#{number} is yours already.',
  claimNone: 'There is nothing to claim with number {number}.',
  closed: 'Conversation #{number} is closed.',
  stateIs:
    'You are {state}. Your client’s presence decides: available is normal, away or busy is busy, offline is exit.',
  whoTitle: 'The staff of this desk:',
  whoLine: '{name}: {state} ({roles}), {count} conversations',
  mineTitle: 'Your conversations:',
  mineLine: '#{number} {queue}, {name}, for {age}: {body}',
  mineNone: 'You have no conversations.',
  infoTitle: '{name} in {queue}, conversation #{number}, opened {opened}',
  infoPresence: 'Presence: {presence}; first seen {first}, last seen {last}',
  infoPage: 'Page: {title} {url}',
  infoReferrer: 'Came from: {url}',
  infoLang: 'Language: {lang}',
  here: 'here',
  away: 'away',

  // titles of commands and their fields
  cmdHelp: 'Tell what can be said here',
  cmdWho: 'Tell who is in, and in which state',
  cmdState: 'Tell your state',
  cmdMine: 'List your conversations',
  cmdClaim: 'Take a waiting or left conversation',
  cmdClose: 'Close this conversation',
  cmdInfo: 'Tell about the visitor',
  fieldNumberLabel: 'Number of the conversation',
}

export type Key = keyof typeof en
