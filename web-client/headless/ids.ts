// Ids for messages, queries and resources.

/** 96 random bits. Not `randomUUID()`: browsers have that in secure contexts only, and shops on plain http exist. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
