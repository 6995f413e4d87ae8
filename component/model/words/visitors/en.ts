// What the desk says to visitors, in English. Every other language has exactly these keys, with the same values in them.

export const enVisitors = {
  visitorLeft: 'Nobody is in at the moment. Your message is kept as number {number}; you will be answered here.',
  visitorLeftUntil:
    'We are closed at the moment. Your message is kept as number {number}; expect an answer after {when} ({zone}).',
  visitorEmail: 'If you like, write your e-mail address here as well.',
  visitorEmailKept: 'Thank you. {email} is noted.',
  visitorWaiting: 'Everybody is busy at the moment. You are number {position} in line; somebody will be with you.',
  visitorWaitingAbout:
    'Everybody is busy at the moment. You are number {position} in line; it takes about {minutes} min.',
  visitorMoved: 'Somebody else will go on with you in a moment.',
  visitorJoined: '{name} has joined.',
  visitorClosed:
    'This conversation is closed. Just write again if there is anything else. How was it? A number from 1 (bad) to 5 (good) is your rating.',
  visitorRated: 'Thank you for your rating.',
  visitorSolved: 'Does this solve it? If it does not, write “not solved”.',
  visitorNotSolved: 'Thank you for telling us. We take it up again, and you will be answered here.',
  /** All ways to say it, divided by “|”; case, punctuation and accents don't matter. */
  notSolvedWords: 'not solved',
  tookBack: '({name} has taken back a message.)',

  // who is in
  queueOpen: 'Somebody is in.',
  queueBusy: 'Everybody is busy; there is a line.',
  queueAway: 'Nobody is in; leave a message.',

  // refusals
  queueUnknown: 'There is no queue “{name}” here.',
  visitorUnknown: 'The desk does not know you. Open the page again to get a new session.',
  visitorBlocked: 'You can’t write to this desk at the moment.',
  staffOnly: 'Only the staff of this desk may do this.',
  tooLong: 'This message is too long: {length} characters; {limit} are possible.',
  encrypted:
    'This message is encrypted, and the desk cannot read it. Switch encryption (OMEMO, OpenPGP) off for this contact and send it again.',
  referenceUnknown: 'There is no such message here that this could be about.',
  reactionsWrong: 'Reactions are emoji, at most {most} of them.',
  retractOther: 'You can take back only what you wrote yourself.',
  correctionUnknown: 'There is no message of yours that this could correct.',
  ratedAlready: 'This conversation is rated already.',
  ratingWrong: '“{value}” is no rating: it is a number from 1 to 5.',
  ratingNothing: 'There is nothing to rate.',
  nameWrong: '“{value}” is too long for a name.',
  emailWrong: '“{value}” is no e-mail address.',
  solvedWrong: '“{value}” is no answer: it is yes or no.',
  solvedNothing: 'There is no answer here that this could be about.',
  prechatMissing: '“{label}” is missing.',
  prechatLong: '“{label}” is too long.',
  prechatChoice: '“{value}” is not possible for “{label}”: {choices}.',

  // forms
  formContact: 'How to reach you',
  formName: 'Name',
  formEmail: 'E-mail address',
  formRating: 'How was it?',
  formStars: '1 (bad) to 5 (good)',
  formWords: 'In words',
  formSolved: 'Does this solve it?',

  // e-mail, and where its link leads
  mailSubject: 'Answer from {title}',
  mailHello: 'Hello {name},',
  mailHelloAnybody: 'Hello,',
  mailIntro: 'while you were away, {title} answered you:',
  mailOpen: 'Open the conversation',
  mailValid:
    'The link is for you alone and works until {until}: whoever has it can read the conversation and write in it.',
  mailNoReply: 'Please answer by the link; replies to this e-mail are not read.',
  linkTitle: 'This link does not work',
  linkWrong: 'This link is not one of ours, or a part of it is missing. Open it again from the e-mail.',
  linkExpired:
    'This link has expired. Open the page you wrote from, and your conversation is there as long as it is the same browser.',
} as const

export type VisitorKey = keyof typeof enVisitors
export type VisitorWords = Readonly<Record<VisitorKey, string>>
