// Text in HTML.

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** The text, safe as an element's content and in a quoted attribute. */
export const inHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] as string)
