// The way in, in English.

export const signIn = {
  title: 'Administration',
  over: 'Your session is over. Please sign in again.',
  name: 'Name',
  password: 'Password',
  signIn: 'Sign in',
  codeTitle: 'One more step',
  codeLead: 'Enter the six digits that your authenticator app shows now.',
  code: 'Code',
  other: 'Sign in as somebody else',
}

export const invitation = {
  title: { first: 'Set up Bellhop', new: 'Welcome to Bellhop', reset: 'Choose a new password' },
  until: (time: string) => `This link works once, until ${time}.`,
  gone: 'This link was used already, has expired, or is not complete. Ask for another one.',
  leave: 'To the sign-in',
  name: 'Name',
  password: 'Password',
  passwordHint: 'At least 10 characters; a short sentence is easy to remember.',
  again: 'The same password again',
  differ: 'The two passwords are not the same.',
  enter: 'Set the password and sign in',
}
