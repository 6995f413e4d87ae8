// The second step: a code of an authenticator app beside the password. Set up by its QR code, and active with the first code.

import { useState } from 'preact/hooks'
import { useApp } from '../app.ts'
import { Dialog } from '../confirm.tsx'
import { TextField } from '../fields.tsx'
import { Form } from '../form.tsx'
import { Badge, Card, Copy } from '../parts.tsx'
import { QrCode } from './qr-code.tsx'

interface Shown {
  readonly secret: string
  readonly uri: string
}

export function SecondStep() {
  const { words: all, me } = useApp()
  const words = all.account
  const [asks, ask] = useState<'begin' | 'end'>()
  const isOn = me.value.totp
  const close = () => ask(undefined)
  return (
    <Card title={words.step} lead={words.stepLead}>
      <p class="buttons apart">
        <Badge tone={isOn ? 'good' : 'soon'}>{isOn ? words.stepOn : words.stepOff}</Badge>
        <button type="button" class={isOn ? 'bad' : 'primary'} onClick={() => ask(isOn ? 'end' : 'begin')}>
          {isOn ? words.stepEnd : words.stepBegin}
        </button>
      </p>
      {asks === 'begin' && <Begin onClose={close} />}
      {asks === 'end' && <End onClose={close} />}
    </Card>
  )
}

function Begin({ onClose }: { onClose(): void }) {
  const { api, words: all, me, say } = useApp()
  const words = all.account
  const [shown, show] = useState<Shown>()
  const prove = async (values: FormData) =>
    show(await api.send<Shown>('POST', '/session/totp', { password: String(values.get('password')) }))
  const begin = async (values: FormData) => {
    await api.send('PUT', '/session/totp', { code: String(values.get('code')).replace(/\s/g, '') })
    me.value = { ...me.value, totp: true }
    say(words.stepBegun)
    onClose()
  }
  return (
    <Dialog title={words.step} onClose={onClose}>
      {shown ? (
        <Form key="code" action={words.stepBegin} onCancel={onClose} onSave={begin}>
          <p>{words.scan}</p>
          <QrCode text={shown.uri} label={words.qrCode} />
          <p class="by-hand">
            <small>{words.byHand}</small> <code data-secret>{shown.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>{' '}
            <Copy text={shown.secret} />
          </p>
          <TextField name="code" label={words.code} autocomplete="one-time-code" inputmode="numeric" required focus />
        </Form>
      ) : (
        <Form key="password" action={words.next} onCancel={onClose} onSave={prove}>
          <p>{words.proveFirst}</p>
          <TextField name="password" label={words.now} type="password" autocomplete="current-password" required focus />
        </Form>
      )}
    </Dialog>
  )
}

function End({ onClose }: { onClose(): void }) {
  const { api, words: all, me, say } = useApp()
  const words = all.account
  const end = async (values: FormData) => {
    await api.send('DELETE', '/session/totp', { password: String(values.get('password')) })
    me.value = { ...me.value, totp: false }
    say(words.stepEnded)
    onClose()
  }
  return (
    <Dialog title={words.stepEnd} onClose={onClose}>
      <Form action={words.stepEnd} onCancel={onClose} onSave={end}>
        <p>{words.stepEndText}</p>
        <TextField name="password" label={words.now} type="password" autocomplete="current-password" required focus />
      </Form>
    </Dialog>
  )
}
