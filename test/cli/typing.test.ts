// How a line is read, and what is said when it can't be; and how text is laid out for people.
import assert from 'node:assert/strict'
import { nearest } from '../../component/cli/nearest.ts'
import { findVerb, parse, unknownVerb, usageOf } from '../../component/cli/parse.ts'
import { columns, harmless, inOneLine, pairs, widthOf } from '../../component/cli/table.ts'
import { CliError, exits, type Verb } from '../../component/cli/verb.ts'

const verbOf = (words: string[], more: Partial<Verb> = {}): Verb => ({
  ...{ words, summary: 'A test', arguments: [], options: [], examples: [words.join(' ')] },
  run: async () => exits.done,
  ...more,
})
const copy = verbOf(['file', 'copy'], {
  arguments: [
    { name: 'from', summary: 'a file' },
    { name: 'to', summary: 'another', isOptional: true },
  ],
  options: [
    { name: 'force', summary: 'whatever is there' },
    { name: 'tag', summary: 'a word', value: 'TAG', isList: true },
    { name: 'mode', short: 'm', summary: 'a number', value: 'N' },
    { name: 'links', summary: 'links as well', canBeNo: true },
  ],
})
const all = [copy, verbOf(['file', 'list']), verbOf(['file']), verbOf(['watch'])]

const read = (line: string) => {
  const { verb, rest } = findVerb(all, line.split(' '))
  assert.ok(verb, line)
  return { words: verb.words.join(' '), ...parse(verb, rest) }
}

describe('a line', () => {
  it('is a verb, the longest there is, with arguments and options in any order', () => {
    assert.equal(read('file').words, 'file')
    assert.equal(read('watch').words, 'watch')
    const whole = { from: 'a', to: 'b' }
    assert.deepEqual(read('file copy a b').arguments, whole)
    assert.deepEqual(read('file copy --force a --tag x b --tag=y -m 7 --no-links'), {
      ...{ words: 'file copy', arguments: whole },
      options: { force: true, tag: ['x', 'y'], mode: '7', links: false },
    })
    assert.deepEqual(read('--json file copy a').options, { json: true })
    assert.deepEqual(read('file copy -- --force').arguments, { from: '--force' })
    assert.deepEqual(read('file copy a --mode -7 --links').options, { mode: '-7', links: true })
  })

  it('asks for help wherever that is said, whatever else is missing', () => {
    for (const line of ['file copy --help', 'file copy -h a b', '--help file copy'])
      assert.equal(read(line).options.help, true, line)
  })

  const wrong: Record<string, RegExp> = {
    'file copy': /^FROM is missing: it must be a file\. Write: bellhop file copy FROM \[TO\] \[options\]$/,
    'file copy a b c': /^“c” is one word too many/,
    'file copy a --frce': /^--frce is no option of this; did you mean --force\?/,
    'file copy a --whatever': /^--whatever is no option of this\. “bellhop help file copy” tells more/,
    'file copy a -x': /^-x is no option of this/,
    'file copy a --no-force': /^--no-force is no option of this/,
    'file copy a --force=1': /^--force takes no value/,
    'file copy a --mode': /^--mode needs a value: --mode N\./,
    'file copy a --mode --force': /^--mode needs a value/,
    'file copy a --mode 1 --mode 2': /^--mode can be given once only/,
  }
  for (const [line, message] of Object.entries(wrong))
    it(`is refused: ${line}`, () => {
      assert.throws(
        () => read(line),
        (error) => error instanceof CliError && error.exit === 2 && message.test(error.message),
      )
    })

  it('that is none gets the nearest verb named', () => {
    const said = (...words: string[]) => unknownVerb(all, words).message
    assert.match(said('fiel', 'copy'), /There is no “bellhop fiel copy”; did you mean “bellhop file copy”\?/)
    assert.match(said('wacth'), /did you mean “bellhop watch”\?/)
    assert.match(said('something'), /“bellhop help” lists what there is/)
    assert.equal(nearest('lsit', ['list', 'last', 'show']), 'list')
    assert.equal(nearest('xyzzy', ['list', 'show']), undefined)
  })

  it('shows what must be given in how it is written', () => {
    const options = [{ name: 'name', summary: 'a name', value: 'NAME', isNeeded: true }]
    assert.equal(usageOf(verbOf(['x'], { options })), 'bellhop x --name NAME')
  })
})

describe('text for people', () => {
  it('is as wide as a terminal draws it', () => {
    const widths = {
      a: 1,
      朵拉: 4,
      カナ: 4,
      한글: 4,
      é: 1,
      'e\u0301': 1,
      '（）': 4,
      '👩‍🚀': 2,
      '☕': 2,
      'Zoë–…': 5,
      '': 0,
    }
    for (const [text, width] of Object.entries(widths)) assert.equal(widthOf(text), width, text)
  })

  it('stands in columns, also in Chinese, and long cells are cut', () => {
    const { text, widths } = columns([
      ['朵拉', 'x'],
      ['Ann', '一二三四五六'],
    ])
    assert.equal(text, '朵拉  x\nAnn   一二三四五六')
    assert.deepEqual(widths, [4, 12])
    assert.equal(columns([['a', 'b']], { atLeast: [3] }).text, 'a    b')
    assert.equal(inOneLine('一二三四五', 6), '一二…')
    assert.equal(inOneLine(' a\n b ', 10), 'a b')
    assert.equal(pairs([['name', 'one\ntwo']]), 'name  one\n      two')
  })

  it('steers no terminal', () => {
    assert.equal(harmless('\u001b[31mred\u009b2J \u202eabc'), '\ufffd[31mred\ufffd2J \ufffdabc')
    assert.equal(harmless('two\nlines\tand a tab'), 'two\nlines\tand a tab')
  })
})
