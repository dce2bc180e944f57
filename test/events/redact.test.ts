import canonicalize from 'canonicalize'
import {expect, test} from 'vitest'
import {redactor, type Redact} from '../../src/events/redact.ts'

const {fields, text} = redactor()
const R = '[redacted]'

/** Made up, and split so that no scanner takes this file for a leak. */
const made = {
  github: `ghp_${'a1B2'.repeat(9)}`,
  fine: `github_pat_${'11AB'.repeat(12)}`,
  gitlab: `glpat-${'x-Y_'.repeat(5)}`,
  slack: `xoxb-${'12345678-'.repeat(3)}abc`,
  aws: `AKIA${'ABCD'.repeat(4)}`,
  google: `AIza${'Sy_-x'.repeat(7)}`,
  ai: `sk-ant-api03-${'aB_-'.repeat(9)}`,
  stripe: `sk_live_${'abcd'.repeat(6)}`,
  npm: `npm_${'aB3d'.repeat(9)}`,
  digitalocean: `dop_v1_${'0a'.repeat(32)}`,
  vault: `hvs.${'CAES'.repeat(6)}`,
  sendgrid: `SG.${'ab-_'.repeat(5)}.${'cd-_'.repeat(10)}`,
  age: `AGE-SECRET-KEY-1${'QPZR'.repeat(14)}`,
  jwt: `eyJ${'hbGc'.repeat(4)}.eyJ${'zdWI'.repeat(4)}.${'sig-_'.repeat(4)}`,
  telegram: `123456789:AA${'bC-_'.repeat(8)}x`,
}

test.for(Object.entries(made))('a key of %s is told by its shape, wherever it stands', ([, key]) => {
  expect(text(key)).toBe(R)
  expect(text(`before ${key} after`)).toBe(`before ${R} after`)
  expect(text(`(${key},"${key}")`)).toBe(`(${R},"${R}")`)
  if (key !== made.age) expect(text(`x${key}`)).not.toBe(`x${R}`)
})

test('a key of age is told right behind a letter too, and where it was cut off', () => {
  expect(text(`x${made.age}`)).toBe(`x${R}`)
  expect(text(`"${made.age.slice(0, 20)}…`)).toBe(`"${R}…`)
  expect(text('AGE-SECRET-KEY-PQ-1QPZRQPZR')).toBe(R)
  expect(text('it begins with AGE-SECRET-KEY-1, in a file')).toBe(
    'it begins with AGE-SECRET-KEY-1, in a file',
  )
})

const pem = `-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\nAAAA==\n-----END OPENSSH PRIVATE KEY-----`

const texts: readonly [given: string, left: string][] = [
  [`key:\n${pem}\nrest`, `key:\n${R}\nrest`],
  [JSON.stringify({k: pem}), `{"k":"${R}"}`],
  ['-----BEGIN PRIVATE KEY-----\nMIIcut off', R],
  ['-----BEGIN CERTIFICATE-----\nMII', '-----BEGIN CERTIFICATE-----\nMII'],
  ['Authorization: Basic dXNlcjpwYXNz', `Authorization: ${R}`],
  ['curl -H "authorization: Digest username=\\"u\\", response=\\"r\\""', `curl -H "authorization: ${R}`],
  ['> Cookie: a=b; c=d\n> Host: x', `> Cookie: ${R}\n> Host: x`],
  ['Set-Cookie: sid=abc; Path=/', `Set-Cookie: ${R}`],
  ['sent Bearer abc.def-123 to it', `sent Bearer ${R} to it`],
  ['prk_k3f9a2c1x0_' + 'A'.repeat(43) + '1b2c3d', `prk_k3f9a2c1x0_${R}`],
  ['prk_no-id-but-long-enough', `prk_${R}`],
  ['postgres://app:pa:ss@wd@db.example:5432/x?y=1', `postgres://${R}@db.example:5432/x?y=1`],
  [
    'see https://example.com/@scope and user@example.com',
    'see https://example.com/@scope and user@example.com',
  ],
  ['DB_PASSWORD=hunter2 next', `DB_PASSWORD=${R} next`],
  ['password: "two words" next', `password: ${R} next`],
  ["api_key = 'x y' next", `api_key = ${R} next`],
  ['{"clientSecret":"a\\"b","x":1}', `{"clientSecret":${R},"x":1}`],
  ['https://h/p?access_token=abc&x=1', `https://h/p?access_token=${R}&x=1`],
  ['run --password hunter2 --verbose', `run --password ${R} --verbose`],
  ['run --api-token=abc -v', `run --api-token=${R} -v`],
  ['curl -u user:pass https://h', `curl -u user:${R} https://h`],
  ['the passwords of all', 'the passwords of all'],
  ['health:check logs:read', 'health:check logs:read'],
  ['12:30 disk=90% load=1.5', '12:30 disk=90% load=1.5'],
]

test.for(texts)('%s', ([given, left]) => {
  expect(text(given)).toBe(left)
  expect(text(left)).toBe(left)
})

test('a field that is named for a secret keeps its name and loses its value, whatever it is', () => {
  const names = [
    'password',
    'dbPassword',
    'API_KEY',
    'x-api-key',
    'Authorization',
    'set-cookie',
    'githubToken',
    'clientSecret',
  ]
  for (const name of [
    ...names,
    'passphrase',
    'credentials',
    'private_key',
    'basic_auth',
    'auth',
    'otp',
    'jwt',
    'signing key',
  ]) {
    expect(fields({[name]: 'x', in: {[name]: {deep: [1]}}})).toEqual({[name]: R, in: {[name]: R}})
  }
  for (const name of ['author', 'authority', 'key', 'passed', 'side', 'laptop', 'spin', 'tool', 'bytes']) {
    expect(fields({[name]: 'x'})).toEqual({[name]: 'x'})
  }
  expect(fields({password: null, token: true, secret: 12345, cookie: undefined})).toEqual({
    password: null,
    token: true,
    secret: R,
  })
})

test('what a neighbour names as a secret is one', () => {
  expect(fields({argv: ['login', '--password', 'hunter2', '-v', '--token', 't'], name: 'x'})).toEqual({
    argv: ['login', '--password', R, '-v', '--token', R],
    name: 'x',
  })
  expect(
    fields({
      headers: [
        {name: 'X-Auth-Token', value: 'abc'},
        {name: 'Host', value: 'h'},
      ],
    }),
  ).toEqual({
    headers: [
      {name: 'X-Auth-Token', value: R},
      {name: 'Host', value: 'h'},
    ],
  })
})

test('a secret that is known is taken out in every form it turns up in', () => {
  const secret = 'p@ss "wörd"\\n/+'
  const {fields, text} = redactor([secret])
  const forms = [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    JSON.stringify(secret).slice(1, -1),
  ]
  for (const form of forms) expect(text(`<${form}>`)).toBe(`<${R}>`)
  expect(fields({[`k${secret}`]: {list: [secret, `a${secret}b`]}})).toEqual({
    [`k${R}`]: {list: [R, `a${R}b`]},
  })
  expect(redactor(['123456']).fields({pin: 123456, other: 1234567, big: 123456n})).toEqual({
    pin: R,
    other: `${R}7`,
    big: R,
  })
})

test('a secret of many lines is known by each of them; a very short one not at all', () => {
  const {text} = redactor(['first line of it\nsecond line of it\nend', 'abc', ''])
  expect(text('log: second line of it')).toBe(`log: ${R}`)
  expect(text('abc end')).toBe('abc end')
})

test('a secret may become known later', () => {
  const secrets: string[] = []
  const {text} = redactor(secrets)
  expect(text('hunter2')).toBe('hunter2')
  secrets.push('hunter2')
  expect(text('hunter2')).toBe(R)
})

test('one secret inside another does not leave the rest of it', () => {
  expect(redactor(['abcd', 'abcdefgh']).text('x abcdefgh x')).toBe(`x ${R} x`)
})

const plain = (value: unknown, redact: Redact = {fields, text}) => {
  const clean = redact.fields(value)
  expect(JSON.parse(String(canonicalize(clean)))).toEqual(clean)
  return clean
}

test('hostile objects become plain JSON, and none of their code runs', () => {
  let ran = 0
  const run = () => {
    ran++
    return 'x'
  }
  const cycle: Record<string, unknown> = {a: 1}
  cycle['self'] = cycle
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  const bad = {
    cycle,
    shared: [cycle, cycle],
    get getter() {
      return run()
    },
    toJSON: run,
    toString: run,
    json: {toJSON: run},
    ['__proto__']: {polluted: true},
    constructor: {prototype: 1},
    nan: Number.NaN,
    infinite: -Infinity,
    big: 2n ** 70n,
    huge: 10n ** 5000n,
    symbol: Symbol('s'),
    [Symbol('key')]: 1,
    nothing: undefined,
    list: Object.assign([undefined, run], {3: Symbol('s')}),
    date: new Date(0),
    never: new Date(Number.NaN),
    bytes: new Uint8Array(1000),
    map: new Map([[1, 2]]),
    error: Object.assign(new Error('token=abc'), {code: 'E'}),
    lone: '\ud800',
    control: '\u0000\u001b[31m',
    throwing: new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no')
        },
      },
    ),
    revoked: revoked.proxy,
    boxed: new String('s'),
    empty: Object.create(null) as object,
  }
  const clean = plain(JSON.parse('{"__proto__":{"polluted":true}}'))
  expect(Object.hasOwn(clean, '__proto__')).toBe(true)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(plain(bad)).toMatchObject({
    cycle: {a: 1, self: '[a cycle]'},
    shared: [
      {a: 1, self: '[a cycle]'},
      {a: 1, self: '[a cycle]'},
    ],
    getter: '[a getter]',
    json: {},
    constructor: {prototype: 1},
    nan: 'NaN',
    infinite: '-Infinity',
    big: '1180591620717411303424',
    huge: '[a huge integer]',
    list: [null, null, null, null],
    date: '1970-01-01T00:00:00.000Z',
    never: null,
    bytes: '[1000 bytes]',
    map: '[1 entries]',
    error: {error: `token=${R}`, code: 'E'},
    lone: '\ufffd',
    control: '\u0000\u001b[31m',
    throwing: '[unreadable]',
    revoked: '[unreadable]',
    empty: {},
  })
  expect(ran).toBe(0)
  expect(canonicalize(fields({zero: -0}))).toBe('{"zero":0}')
})

test('what is no object still becomes one', () => {
  expect([null, 'x', 5, [1], undefined].map((value) => plain(value))).toEqual([
    {value: null},
    {value: 'x'},
    {value: 5},
    {value: [1]},
    {value: null},
  ])
})

test('what is too long, too deep or too much is cut, and says so', () => {
  const size = (value: unknown) => String(canonicalize(plain(value))).length
  expect(text('x'.repeat(10_000))).toBe(`${'x'.repeat(8192)}… [cut: 1808 more]`)
  expect(text('x'.repeat(100_000_000))).toMatch(/… \[cut: 99991808 more\]$/)
  let deep: unknown = 'end'
  for (let at = 0; at < 100_000; at++) deep = {deep}
  expect(JSON.stringify(plain(deep))).toContain('[cut: too deep]')
  expect(plain({list: Array.from({length: 2000}, () => 0)})).toMatchObject({
    list: expect.arrayContaining(['[cut: 1488 more]']),
  })
  expect(plain(Object.fromEntries(Array.from({length: 600}, (_, at) => [`k${at}`, 1])))).toMatchObject({
    '[cut]': '88 more',
  })
  expect(plain({sparse: Object.assign([], {length: 4_000_000_000})})).toMatchObject({
    sparse: expect.arrayContaining(['[cut: 3999999488 more]']),
  })
  const bomb = Array.from({length: 12}).reduce(
    (inner) => Array.from({length: 100}, () => inner),
    'boom' as unknown,
  )
  expect(size(bomb)).toBeLessThan(500_000)
  expect(size({all: Array.from({length: 512}, () => 'y'.repeat(8192))})).toBeLessThan(100_000)
  expect(size({['k'.repeat(50_000)]: 1})).toBeLessThan(10_000)
})

test('a secret across the cut is taken out whole', () => {
  const secret = 'S3cr3t-'.repeat(20)
  const {text} = redactor([secret])
  for (let at = 8192 - secret.length; at <= 8192; at += 7) {
    expect(text('x'.repeat(at) + secret + 'y'.repeat(9000))).not.toContain('S3cr3t')
  }
  for (let at = 8192 - 45; at < 8192; at++)
    expect(text(`${'x'.repeat(at)} ${made.github} y`)).not.toContain('ghp_a')
  const plainly = redactor().text
  for (let at = 8192 - 45; at < 8192; at++) {
    expect(plainly(`${'x'.repeat(at)} ${made.github} y`)).not.toContain('ghp_a')
  }
})

test('the beginning of a secret before a cut that somebody else made is taken out', () => {
  const {text, fields} = redactor(['swordfish-and-chips', 'sword'])
  expect(text('it says swordfish-and-ch… and more')).toBe(`it says ${R}… and more`)
  expect(fields({cause: 'found "a swordfish-a…" (900 characters), xswor…'})).toEqual({
    cause: `found "a ${R}…" (900 characters), x${R}…`,
  })
  // Nothing of it, or so little that it is no secret.
  for (const whole of ['a fish… swor', 'swo…', '…', 'word…']) expect(text(whole)).toBe(whole)
  const hostile = 'swordfish-and-chip'.repeat(3_000) + '…'.repeat(3_000)
  expect(text(hostile)).not.toContain('chip…')
})

test('a secret that ends in half a character does not leave the other half behind', () => {
  expect(redactor(['abcd\ud83d']).text('abcd\u{1f600}').isWellFormed()).toBe(true)
})
