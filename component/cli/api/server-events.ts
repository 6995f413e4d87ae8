// Reads server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) as they arrive.

export interface ServerEvent {
  id: string | undefined
  kind: string
  data: string
}

/** Each event that is complete; comments and `retry` are passed over. */
export async function* serverEvents(body: ReadableStream<Uint8Array> | null): AsyncGenerator<ServerEvent> {
  if (body === null) return
  // A character may be cut in two by the pieces in which they come.
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of body) {
    const blocks = `${rest}${decoder.decode(piece, { stream: true })}`.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = read(block)
      if (event) yield event
    }
  }
}

function read(block: string): ServerEvent | undefined {
  const all = (name: string) =>
    block
      .split('\n')
      .flatMap((line) => (line.startsWith(`${name}:`) ? [line.slice(name.length + 1).replace(/^ /, '')] : []))
  const data = all('data')
  if (data.length === 0) return undefined
  return { id: all('id').at(-1), kind: all('event').at(-1) ?? 'message', data: data.join('\n') }
}
