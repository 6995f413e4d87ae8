// Mail: writes a letter as plain text and simple HTML in the visitor's language, and hands it to the mail server.
import { createTransport } from 'nodemailer'
import type { Letter, MailFailure } from './desk/mail.ts'
import type { MailConfig } from './mail-settings.ts'
import { inHtml } from './model/html.ts'
import { directionOf, localeOf, render, say } from './model/say.ts'
import type { Key } from './model/words/en.ts'

/** The mail server did not take it. */
export class MailError extends Error implements MailFailure {
  readonly code: string
  readonly permanent: boolean
  readonly certain: boolean
  constructor({ code, permanent, certain }: MailFailure) {
    super(`not sent: ${code}`)
    this.code = code
    this.permanent = permanent
    this.certain = certain
  }
}

export interface Link {
  url: string
  expires: Date
}

export interface Post {
  /** Resolves when the mail server has taken it, within two minutes; rejects with a MailError. */
  send(letter: Letter, link: Link): Promise<void>
  /** Goes as far as it goes without a mail: connection, TLS, login. Rejects with the first that fails. */
  check(): Promise<void>
}

const waits = { connectionTimeout: 20_000, greetingTimeout: 20_000, dnsTimeout: 20_000, socketTimeout: 60_000 }
const longest = 120_000

/** `domain` is where the mails' ids are from. */
export function openPost({ host, port, secure, user, password, from }: MailConfig, domain: string): Post {
  // A mail server on this machine has a certificate of its own making, and nobody is in between.
  const isHere = /^(localhost|127\..*|::1)$/.test(host)
  const auth = user === '' ? {} : { auth: { user, pass: password } }
  const tls = { requireTLS: !secure && !isHere && user !== '', tls: { rejectUnauthorized: !isHere } }
  const options = { host, port, secure, ...auth, ...tls, ...waits, disableFileAccess: true, disableUrlAccess: true }

  return {
    async send(letter, link) {
      if (!isPlainAddress(letter.email)) throw new MailError({ code: 'address', permanent: true, certain: true })
      const mail = { from, ...writeMail(letter, link, domain) }
      const transport = createTransport(options)
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new MailError({ code: 'timeout', permanent: false, certain: false })), longest)
      })
      try {
        await Promise.race([transport.sendMail(mail), late])
      } catch (error) {
        throw error instanceof MailError ? error : failureOf(error as ServerError)
      } finally {
        clearTimeout(timer)
        transport.close()
      }
    },
    async check() {
      const transport = createTransport(options)
      await transport.verify().finally(() => transport.close())
    },
  }
}

/** One address and nothing else: no list, no comment, no line break. */
const isPlainAddress = (email: string): boolean => /^[^\s\p{C}@<>"(),:;\\[\]]+@[^\s\p{C}@<>"(),:;\\[\]]+$/u.test(email)

interface ServerError extends Error {
  code?: string
  command?: string
  response?: string
  responseCode?: number
}

/** What the server said of this letter counts; what it says of us (login, sender) can be put right, and is tried again. */
function failureOf({ code = 'error', command = '', response = '', responseCode = 0 }: ServerError): MailError {
  const refused = responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')
  // Found out before anything was sent: an address that this server can't be given.
  const unusable = code === 'EENVELOPE' && command === 'API'
  const said = /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(response)?.[0].replace('-', ' ')
  return new MailError({
    code: said ?? code,
    permanent: refused || unusable,
    // A connection that broke, or that the server gave up (421), may have broken after the last word.
    certain: (responseCode > 0 && responseCode !== 421) || unusable,
  })
}

/** What is to be sent. The same letter has the same id, so a mailbox that gets it twice can show it once. */
export function writeMail(letter: Letter, link: Link, domain: string) {
  const { visitor, last, email, name, lang, title } = letter
  const words = (key: Key, values: Record<string, string> = {}) => render(say(key, values), lang)
  const format = new Intl.DateTimeFormat(localeOf(lang), {
    ...{ dateStyle: 'medium', timeStyle: 'short', timeZone: letter.zone },
  })
  const parts: Parts = {
    lang: localeOf(lang),
    hello: name === null ? words('mailHelloAnybody') : words('mailHello', { name: oneLine(name) }),
    intro: words('mailIntro', { title: oneLine(title) }),
    lines: letter.lines.map(({ who, at, body }) => ({ who: oneLine(who), at: format.format(new Date(at)), body })),
    zone: letter.zone,
    open: words('mailOpen'),
    url: link.url,
    notes: [words('mailValid', { until: format.format(link.expires) }), words('mailNoReply')],
  }
  return {
    to: { name: name === null ? '' : oneLine(name), address: email },
    subject: words('mailSubject', { title: oneLine(title) }),
    messageId: `<bellhop-${visitor}-${last}@${domain}>`,
    text: asText(parts),
    html: asHtml(parts),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': localeOf(lang) },
  }
}

/** For a header: of line breaks and other control characters nothing is left. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()

interface Parts {
  lang: string
  hello: string
  intro: string
  lines: { who: string; at: string; body: string }[]
  zone: string
  open: string
  url: string
  notes: string[]
}

function asText({ hello, intro, lines, zone, open, url, notes }: Parts): string {
  const said = lines.map(({ who, at, body }) => `${who}, ${at} (${zone}):\n${body.replace(/^/gm, '  ')}`)
  return `${[hello, intro, ...said, `${open}:\n${url}`, notes.join('\n')].join('\n\n')}\n`
}

const font = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,PingFang SC,Microsoft YaHei,sans-serif'

function asHtml({ lang, hello, intro, lines, zone, open, url, notes }: Parts): string {
  const said = lines.map(
    ({ who, at, body }) =>
      `<p style="margin:20px 0 6px;font-size:13px;color:#5b6069"><b style="color:#16181d">${inHtml(who)}</b> · ${inHtml(at)} (${inHtml(zone)})</p>
<div style="padding:12px 16px;border-radius:4px 16px 16px 16px;background:#f3f4f6;white-space:pre-wrap;overflow-wrap:anywhere" dir="auto">${inHtml(body).replaceAll('\n', '<br>')}</div>`,
  )
  const small = notes.map((note) => `<p style="margin:8px 0;font-size:13px;color:#5b6069">${inHtml(note)}</p>`)
  return `<!doctype html>
<html lang="${lang}" dir="${directionOf(lang)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"></head>
<body style="margin:0;padding:24px 12px;background:#e9ebef">
<div style="max-width:520px;margin:0 auto;padding:28px;border-radius:16px;background:#ffffff;color:#16181d;font-size:16px;line-height:1.5;${font}">
<p style="margin:0 0 8px">${inHtml(hello)}</p>
<p style="margin:0">${inHtml(intro)}</p>
${said.join('\n')}
<p style="margin:28px 0 24px"><a href="${inHtml(url)}" style="display:inline-block;padding:12px 22px;border-radius:12px;background:#2b4acb;color:#ffffff;text-decoration:none;font-weight:600">${inHtml(open)}</a></p>
${small.join('\n')}
</div>
</body>
</html>
`
}
