// Settings of e-mail: the server it goes out by, and the sender it comes from.

export interface MailConfig {
  host: string
  port: number
  /** TLS from the first byte, rather than by STARTTLS. */
  secure: boolean
  user: string
  password: string
  from: { name: string; address: string }
}

type Wrong = (name: string, value: string, right: string) => Error

/** The settings as they are given; `wrong` makes the refusal. An empty server means that nothing is mailed. */
export function readMail(value: string, from: string, wrong: Wrong): MailConfig | undefined {
  if (value === '') return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  const [user, password] = [decoded(url?.username), decoded(url?.password)]
  const isPlain = url && /^\/?$/.test(url.pathname) && url.search === '' && url.hash === '' && url.hostname !== ''
  if (!isPlain || !['smtp:', 'smtps:'].includes(url.protocol) || user === undefined || password === undefined) {
    // It may hold a password, so nothing of it is repeated.
    throw wrong('BELLHOP_SMTP_URL', '…', 'smtp://user:password@host:587 or smtps://user:password@host:465')
  }
  const secure = url.protocol === 'smtps:'
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port)
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port, secure, user, password, from: readSender(from, wrong) }
}

/** undefined when it is no percent-encoded text. */
function decoded(part = ''): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

function readSender(value: string, wrong: Wrong): MailConfig['from'] {
  const [, name = '', address = ''] = /^(?:([^<>"\p{Cc}]*?) ?<([^<>]+)>)$/u.exec(value) ?? [value, '', value]
  if (!/^[^\s@<>"(),:;\\[\]\p{Cc}]+@[^\s@<>"(),:;\\[\]\p{Cc}]+$/u.test(address)) {
    throw wrong('BELLHOP_MAIL_FROM', value, 'an e-mail address, such as help@shop.example or Shop <help@shop.example>')
  }
  return { name: name.trim(), address }
}
