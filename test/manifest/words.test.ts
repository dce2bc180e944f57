import {spawnSync} from 'node:child_process'
import {describe, expect, test} from 'vitest'
import {duration, size} from '../../src/manifest/limits.ts'
import {flagOf, nameForm, normalName, splitDependency} from '../../src/manifest/names.ts'
import {nearest} from '../../src/text/nearest.ts'
import {isSafePattern} from '../../src/manifest/pattern.ts'
import {isReservedVariable} from '../../src/manifest/reserved.ts'
import {isSchedule} from '../../src/manifest/schedule.ts'
import {firstUnprintable, printable, show} from '../../src/manifest/show.ts'
import {isRange, isVersion, satisfies} from '../../src/manifest/version.ts'

test.for([
  ['500ms', 500],
  ['60s', 60_000],
  ['5m', 300_000],
  ['24h', 86_400_000],
  ['25h', undefined],
  ['0s', undefined],
  ['1.5s', undefined],
  ['-1s', undefined],
  ['5 m', undefined],
  ['5', undefined],
  ['', undefined],
] as const)('duration %s', ([text, expected]) => {
  expect(duration(text)).toBe(expected)
})

test.for([
  ['1K', 1024],
  ['64K', 65_536],
  ['1M', 1_048_576],
  ['2G', 2_147_483_648],
  ['4096', 4096],
  ['1023', undefined],
  ['1025G', undefined],
  ['1MB', undefined],
  ['1m', undefined],
  ['', undefined],
] as const)('size %s', ([text, expected]) => {
  expect(size(text)).toBe(expected)
})

describe('versions', () => {
  test.for(['1.0.0', '0.0.0', '10.20.30-rc.1+build.5'])('%s is one', (text) =>
    expect(isVersion(text)).toBe(true),
  )
  test.for(['1.0', 'v1.0.0', '1.0.0 ', '', '1.0.0-', 'latest', `1.0.0-${'a'.repeat(80)}`])(
    '%s is none',
    (text) => expect(isVersion(text)).toBe(false),
  )
  test.for(['1.2.3', '^1.2.3', '~1.2.3', '>=1.2.3 <2.0.0'])('%s is a range', (text) =>
    expect(isRange(text)).toBe(true),
  )
  test.for(['', '*', 'latest', '1.x', '^1', '>= 1.2.3', '^1.0.0 || ^2.0.0'])('%s is no range', (text) =>
    expect(isRange(text)).toBe(false),
  )

  // The answers of npm's semver, but for pre-releases, which here stand just below their release and nowhere else.
  test.for([
    ['1.2.3', '1.2.3', true],
    ['1.2.4', '1.2.3', false],
    ['1.2.3', '=1.2.3', true],
    ['1.9.0', '^1.2.3', true],
    ['1.2.2', '^1.2.3', false],
    ['2.0.0', '^1.2.3', false],
    ['0.2.9', '^0.2.3', true],
    ['0.3.0', '^0.2.3', false],
    ['0.0.3', '^0.0.3', true],
    ['0.0.4', '^0.0.3', false],
    ['1.2.9', '~1.2.3', true],
    ['1.3.0', '~1.2.3', false],
    ['1.2.3', '>=1.2.3', true],
    ['1.2.3', '>1.2.3', false],
    ['1.2.3', '<=1.2.3', true],
    ['1.2.3', '<1.2.3', false],
    ['1.5.0', '>=1.2.3 <2.0.0', true],
    ['2.0.0', '>=1.2.3 <2.0.0', false],
    ['2.0.0-rc.1', '^2.0.0', false],
    ['2.0.0-rc.1', '>=1.2.3 <2.0.0', true],
    ['2.0.1-rc.1', '^2.0.0', true],
    ['nonsense', '>=0.0.0', false],
  ] as const)('%s in %s: %s', ([version, range, expected]) => {
    expect(satisfies(version, range)).toBe(expected)
  })
})

describe('schedule', () => {
  test.for(['daily', 'hourly', 'weekly', 'monthly', '* * * * *', '*/5 0-23/2 1,15 1-12 0-7', '15 3 * * 1-5'])(
    '%s',
    (text) => expect(isSchedule(text)).toBe(true),
  )
  test.for([
    '@daily',
    'yearly',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '5-1 * * * *',
    '*/0 * * * *',
    '*/00 * * * *',
    '*-5 * * * *',
    'a * * * *',
    '',
    '* * * * *;reboot',
    `${'1,'.repeat(60)}1 * * * *`,
  ])('not %s', (text) => expect(isSchedule(text)).toBe(false))
})

describe('names', () => {
  test.for(['hello', 'health_check', 'a1', 'a'.repeat(40)])('%s', (name) => expect(name).toMatch(nameForm))
  test.for(['', 'Hello', '1a', '_a', 'a_', 'a__b', 'a-b', 'a.b', 'a/b', '..', 'a'.repeat(41), 'a\n'])(
    'not %j',
    (name) => expect(name).not.toMatch(nameForm),
  )
  test('how they are compared and given', () => {
    expect(normalName('a-b_c')).toBe('a_b_c')
    expect(flagOf('disk_threshold')).toBe('--disk-threshold')
    expect(splitDependency('backup')).toEqual({name: 'backup', range: undefined})
    expect(splitDependency('backup@^1.0.0')).toEqual({name: 'backup', range: '^1.0.0'})
  })
})

test.for([
  ['entrypont', 'entrypoint'],
  ['read-only', 'readOnly'],
  ['PERMISSIONS', 'permissions'],
  ['zzz', undefined],
  ['', undefined],
] as const)('the nearest to %s is %s', ([word, expected]) => {
  expect(nearest(word, ['entrypoint', 'permissions', 'readOnly'])).toBe(expected)
})

test('a word of a megabyte is compared by its beginning', () => {
  expect(nearest('x'.repeat(1_000_000), ['entrypoint'])).toBeUndefined()
})

describe('patterns that a caller could hang the host with', () => {
  test('hang it', () => {
    const script = "/^(a+)+$/u.test('a'.repeat(60) + '!')"
    expect(spawnSync(process.execPath, ['-e', script], {timeout: 1000}).signal).toBe('SIGTERM')
  })
  test.for(['(a+)+', '((a)+)+', '(a*)*', '(a{2,})*', '((a+)b)*', '(?:x+x+)+y', String.raw`^(\d+\.)*\d+$`])(
    '%s is refused',
    (text) => expect(isSafePattern(text)).toBe(false),
  )
  test.for(['(', ')', '[', 'a{2,1}', String.raw`\p{Nonsense}`, 'a'.repeat(501), 5, undefined])(
    '%j is no pattern',
    (text) => expect(isSafePattern(text)).toBe(false),
  )
  test.for([
    '[a-z]+@[a-z]+',
    '(foo|bar)*',
    '[(a+)]+',
    String.raw`\(a+\)+`,
    '(a)(b+)',
    '(?:a+b)?',
    '(a{2})+',
    '',
  ])('%s is fine', (text) => expect(isSafePattern(text)).toBe(true))
})

describe('variables that a loader, shell or interpreter obeys', () => {
  const obeyed = `PATH HOME LANG TMPDIR HTTP_PROXY NO_PROXY PARROT_HOME LD_PRELOAD LD_LIBRARY_PATH DYLD_INSERT_LIBRARIES
    NODE_OPTIONS BASH_ENV ENV IFS PS4 PYTHONPATH PYTHONSTARTUP PERL5OPT PERL5LIB RUBYOPT GIT_SSH_COMMAND SSL_CERT_FILE
    GLIBC_TUNABLES GCONV_PATH JAVA_TOOL_OPTIONS SHELLOPTS`
  test.for(obeyed.split(/\s+/))('%s', (name) => expect(isReservedVariable(name)).toBe(true))
  test.for(['HELLO_MESSAGE', 'PATHS', 'DISK_THRESHOLD', 'GITHUB_TOKEN', 'MY_PROXY_HOST', 'ENVIRONMENT'])(
    'not %s',
    (name) => expect(isReservedVariable(name)).toBe(false),
  )
})

describe('what is shown of text from outside', () => {
  test.for([
    [undefined, 'nothing'],
    [null, 'null'],
    [12, '12'],
    [true, 'true'],
    ['a', '"a"'],
    [[], 'an empty list'],
    [[1], 'a list'],
    [{}, 'an object'],
    ['a\u001b[31m', String.raw`"a\u{1b}[31m"`],
    ['x'.repeat(70), `"${'x'.repeat(60)}…" (70 characters)`],
  ] as const)('%j', ([value, expected]) => {
    expect(show(value)).toBe(expected)
  })
  test.for([
    ['\u001b', 'U+001B'],
    ['a\u0085', 'U+0085'],
    ['\u202e', 'U+202E'],
    ['\u2066', 'U+2066'],
    ['\ufeff', 'U+FEFF'],
    ['\u{e0041}', 'U+E0041'],
    ['\ud800', 'U+D800'],
    ['\u2028', 'U+2028'],
  ] as const)('%j is unprintable', ([text, expected]) => {
    expect(firstUnprintable(text)).toBe(expected)
    expect(firstUnprintable(printable(text))).toBeUndefined()
  })
  test.for(['plain', 'ümläut', '日本語', '👨‍👩‍👧', 'می‌خواهم'])('%s is printable', (text) => {
    expect(firstUnprintable(text)).toBeUndefined()
    expect(printable(text)).toBe(text)
  })
})
