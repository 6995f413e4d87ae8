// The tree of types, out of their paths; any of them can be picked, also one that has others below it.

interface TypeTreeProps {
  types: readonly string[]
  label: string
}

export function TypeTree({ types, label }: TypeTreeProps) {
  return (
    <fieldset class="type-tree">
      <legend>{label}</legend>
      {[...types].sort().map((type) => {
        const path = type.split('/')
        return (
          <label key={type} class={`level-${Math.min(path.length, 4)}`} title={type}>
            <input type="radio" name="type" value={type} required />
            <span dir="auto">{path.at(-1)}</span>
          </label>
        )
      })}
    </fieldset>
  )
}
