import {decide} from '../../src/rbac/decide.ts'
import {parsePermission} from '../../src/rbac/permission.ts'
import {permissionOf, policyOf} from '../rbac/policy-of.ts'
import {pick, samplePermission, sampleRole, seeded} from '../rbac/sample.ts'
import {truth} from '../rbac/truth.ts'

const seed = Number(process.argv[2] ?? 7)
const random = seeded(seed)
const roles = Array.from({length: 10}, (_, at) => sampleRole(random, `role${at}`, 100))
const compiling = performance.now()
const policy = policyOf(roles)
const compiled = performance.now() - compiling

const pairs = Array.from({length: 1000}, () => ({
  held: [pick(random, roles)],
  text: samplePermission(random),
}))
const crowd = pairs.slice(0, 200).map(({text}) => ({held: roles, text}))

print(`seed ${seed}; 10 roles of 100 entries, compiled in ${compiled.toFixed(1)} ms`)
print(`one role a principal:    ${measure(pairs)}`)
print(`all ten in one:          ${measure(crowd)}`)
print(`one role, text to answer: ${measureTexts()}`)

/**
 * Every answer is checked first; then the same pairs over and over, each decided anew. The median and the
 * range of 9 rounds.
 */
function measure(cases: typeof pairs): string {
  const asked = cases.map(({held, text}) => ({
    asker: {roles: held.map(({name}) => name)},
    permission: permissionOf(text),
    expected: truth(held, text),
  }))
  const wrong = asked.filter((one) => decide(policy, one.asker, one.permission).effect !== one.expected)
  if (wrong.length > 0) throw new Error(`${wrong.length} wrong, the first: ${JSON.stringify(wrong[0])}`)
  const effects = Object.entries(Object.groupBy(asked, ({expected}) => expected)).map(
    ([effect, of]) => `${of.length} ${effect}`,
  )
  const rate = rates(asked.length, () => {
    let denied = 0
    for (const {asker, permission} of asked)
      if (decide(policy, asker, permission).effect === 'deny') denied += 1
    return denied
  })
  return `${rate} (${asked.length} pairs right: ${effects.join(', ')})`
}

function measureTexts(): string {
  const asked = pairs.map(({held, text}) => ({asker: {roles: held.map(({name}) => name)}, text}))
  return rates(asked.length, () => {
    let denied = 0
    for (const {asker, text} of asked) {
      const permission = parsePermission(text)
      if (!('code' in permission) && decide(policy, asker, permission).effect === 'deny') denied += 1
    }
    return denied
  })
}

function rates(size: number, once: () => number): string {
  const expected = once()
  const perSecond = Array.from({length: 9}, () => {
    const started = performance.now()
    let rounds = 0
    for (; performance.now() - started < 100; rounds += 1)
      if (once() !== expected) throw new Error('the answers changed')
    return ((rounds * size) / (performance.now() - started)) * 1000
  }).toSorted((a, b) => a - b)
  const [least = 0, median = 0, most = 0] = [perSecond[0], perSecond[4], perSecond[8]].map((n = 0) => n / 1e6)
  return `${median.toFixed(2)} M/s [${least.toFixed(2)}–${most.toFixed(2)}]`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
