// A real mail server for tests, which keeps what it takes, and refuses or holds back what a test tells it to.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { until } from './until.ts'

export interface TakenMail extends ParsedMail {
  raw: string
  envelope: { from: string; to: string[] }
}

export interface TestSmtp {
  url: string
  /** What it has taken, oldest first. */
  mails: TakenMail[]
  /** How often somebody named a recipient. */
  tries: number
  /** Refuses each recipient with this code, while it is there. */
  refuses: number | undefined
  /** Takes the words of a mail and never answers. */
  holds: boolean
  /** Resolves with all mails when there are so many. */
  receives(count: number): Promise<TakenMail[]>
  stop(): Promise<void>
}

export async function openSmtp(options: SMTPServerOptions = {}): Promise<TestSmtp> {
  const smtp: TestSmtp = {
    url: '',
    mails: [],
    tries: 0,
    refuses: undefined,
    holds: false,
    async receives(count) {
      await until(() => smtp.mails.length >= count, `mail number ${count}`)
      return smtp.mails
    },
    async stop() {
      await new Promise<void>((resolve) => server.close(resolve))
    },
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 10,
    onRcptTo(_address, _session, done) {
      smtp.tries += 1
      if (smtp.refuses === undefined) return done()
      const error = new Error('5.1.1 not this one\u0007') as Error & { responseCode: number }
      done(Object.assign(error, { responseCode: smtp.refuses }))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks).toString('latin1')
        const { mailFrom, rcptTo } = session.envelope
        const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) }
        smtp.mails.push(Object.assign(await simpleParser(Buffer.concat(chunks)), { raw, envelope }))
        if (!smtp.holds) done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  smtp.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  return smtp
}
