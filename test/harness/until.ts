// Waiting for what is expected, never for a time.

/** Resolves when it holds; looks again every few milliseconds, and says what it waited for when it gives up. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, patience = 15_000): Promise<void> {
  const end = Date.now() + patience
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${patience} ms in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
