// Admins: when two names are the same.

/** Names that look the same to people have the same key: ZOË and Zoë. */
export const adminKey = (name: string): string => name.normalize('NFKC').toLowerCase()
