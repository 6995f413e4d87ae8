// The link in an e-mail leads here with a token in the fragment (#bellhop=TOKEN).

/** The token, taken out of the address: it belongs in no bookmark. What else the fragment held is there again. */
export function takeLink(): string | undefined {
  const [, token, rest = ''] = /^#bellhop=([\w.-]+)(#.*)?$/.exec(location.hash) ?? []
  if (token) history.replaceState(history.state, '', location.pathname + location.search + rest)
  return token
}
