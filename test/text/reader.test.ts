import {expect, test, vi} from 'vitest'

/** The room anew, as in a process of its own. */
async function fresh(language: 'en' | 'de') {
  vi.resetModules()
  const [problems, reader] = await Promise.all([
    import('../../src/text/problem.ts'),
    import('../../src/text/reader.ts'),
  ])
  await reader.speak(language)
  return {...problems, ...reader}
}

test('a reader of German is told in German; records and programs go on in English', async () => {
  const {problem, says, next, saysHere, nextHere, word, status, helpHere, spoken} = await fresh('de')
  const gone = problem('user_missing', {user: 'bob'})
  expect(spoken()).toBe('de')
  expect(saysHere(gone)).toBe('Es gibt keinen Benutzer "bob".')
  expect(nextHere(gone)).toBe('Die Benutzer zeigt: parrot user list')
  expect(says(gone)).toBe('There is no user "bob".')
  expect(next(gone)).toBe('See the users: parrot user list')
  expect([word('Error:'), status('enabled'), status('bob'), helpHere('List the roles')]).toEqual([
    'Fehler:',
    'aktiviert',
    'bob',
    'Die Rollen auflisten',
  ])
  expect(
    ['constructor', '__proto__', 'toString'].map((name) => [status(name), helpHere(name)].join()),
  ).toEqual(['constructor,constructor', '__proto__,__proto__', 'toString,toString'])
})

test('a sentence that was made of the catalogue is told again, also inside of another', async () => {
  const {problem, says, next, saysHere, nextHere, retold} = await fresh('de')
  const cause = problem('permission_shape', {text: 'x'})
  const refused = problem('rbac_entry', {
    file: 'roles.json',
    path: 'a',
    cause: says(cause),
    cure: next(cause) ?? '',
    form: '{}',
  })
  expect(saysHere(refused)).toBe('roles.json: a: "x" ist kein Recht.')
  expect(nextHere(refused)).toMatch(/^Schreiben Sie Bereich:Aktion/)
  expect(retold(says(problem('may_read', {path: '/var/log'})))).toBe('darf /var/log lesen')
  // Nobody made these here: they are somebody's names and texts.
  for (const text of ['may read /var/lib', 'yes', 'List the roles', '']) expect(retold(text)).toBe(text)
})

test('what was made long ago is forgotten', async () => {
  const {problem, says, retold} = await fresh('de')
  const first = says(problem('user_missing', {user: 'first'}))
  for (let at = 0; at < 5000; at++) says(problem('user_missing', {user: `u${at}`}))
  expect(retold(first)).toBe(first)
  expect(retold('There is no user "u4999".')).toBe('Es gibt keinen Benutzer "u4999".')
})

test('in English everything is as it is, and nothing is kept', async () => {
  const {problem, says, saysHere, retold, word, helpHere, spoken} = await fresh('en')
  const gone = problem('user_missing', {user: 'bob'})
  expect([spoken(), saysHere(gone), word('Error:'), helpHere('List the roles')]).toEqual([
    'en',
    says(gone),
    'Error:',
    'List the roles',
  ])
  expect(retold(says(gone))).toBe(says(gone))
})
