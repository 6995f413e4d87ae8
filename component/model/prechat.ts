// What a queue wants to know before the first message, and whether an answer is one.

export interface AskedField {
  /** `name` and `email` are kept with the visitor, everything else with him and the queue. */
  name: string
  type: 'text' | 'email' | 'choice'
  required: boolean
  /** By language (BCP 47); without the visitor's, English counts. */
  label: Readonly<Record<string, string>>
  choices?: readonly string[]
}

/** One answer, as an agent reads it. */
export interface Answer {
  name: string
  label: string
  value: string
}

/** Characters that an answer has at most. */
export const longestAnswer = { name: 100, other: 500 }

/** What is wrong with an answer, trimmed; undefined when nothing is. */
export function wrongAnswer(field: AskedField, value: string): 'missing' | 'long' | 'email' | 'choice' | undefined {
  if (value === '') return field.required ? 'missing' : undefined
  if ([...value].length > (field.name === 'name' ? longestAnswer.name : longestAnswer.other)) return 'long'
  if (field.type === 'email' || field.name === 'email') return isEmail(value) ? undefined : 'email'
  return field.type === 'choice' && !field.choices?.includes(value) ? 'choice' : undefined
}

/** The label in a language, else in English, else any there is. */
export function labelIn({ name, label }: Pick<AskedField, 'name' | 'label'>, lang: string): string {
  return label[lang] ?? label[lang.split('-')[0] ?? ''] ?? label.en ?? Object.values(label)[0] ?? name
}

export const isEmail = (text: string): boolean => /^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}\.[^\s@<>".]{2,63}$/.test(text)
