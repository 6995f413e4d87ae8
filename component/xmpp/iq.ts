// Small questions every address answers: vCard (XEP-0054 1.3), ping (XEP-0199 2.0.1), version (XEP-0092 1.1), time (XEP-0202 2.0).
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import { stamp } from '../model/time.ts'
import { titleOf } from './address-name.ts'
import type { Handle } from './door.ts'
import { ns } from './ns.ts'

export const vcard: Handle<Element> = async (turn, incoming) => {
  const name = await titleOf(turn, incoming)
  return xml('vCard', { xmlns: ns.vcard }, xml('FN', {}, name), xml('NICKNAME', {}, name))
}

export const ping: Handle<undefined> = async (turn, incoming) => {
  await titleOf(turn, incoming)
  return undefined
}

export const softwareVersion: Handle<Element> = async (turn, incoming) => {
  await titleOf(turn, incoming)
  return xml('query', { xmlns: ns.version }, xml('name', {}, 'Bellhop'), xml('version', {}, '0.1.0'))
}

export const entityTime: Handle<Element> = async (turn, incoming) => {
  await titleOf(turn, incoming)
  return xml('time', { xmlns: ns.time }, xml('tzo', {}, '+00:00'), xml('utc', {}, stamp(turn.now)))
}
