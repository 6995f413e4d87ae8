// Text in XML.

/** Everything that is no character of XML 1.0 (§2.2), even escaped. */
const noCharacter = /[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu

/** The text with U+FFFD for what XML can't carry: no door lets it in, and if it got in, it would end every stream it is sent on. */
export const inXml = (text: string): string => text.replace(noCharacter, '\ufffd')
