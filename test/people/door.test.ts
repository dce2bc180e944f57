import {once} from 'node:events'
import {connect, type Socket} from 'node:net'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {describe, expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import type {StoredEvent} from '../../src/events/journal.ts'
import {gateOf} from '../../src/host/gate.ts'
import type {Parrot} from '../../src/host/parrot.ts'
import {peopleDoor, usualLimits, type PeopleLimits} from '../../src/people/people-door.ts'
import {newHome} from '../home.ts'

/** Without a name on any machine; users 1 and 2 have roles here, the others none. */
const [one, two, three] = [61_101, 61_102, 61_103]
const users = {
  one: {roles: ['admin'], uid: one},
  two: {roles: ['admin'], uid: two},
}

type Heard = Readonly<Record<string, unknown>>

/** A door on a socket of its own; `uid` is who the kernel would say connects next. */
async function door(
  more: Partial<PeopleLimits> = {},
  now?: () => number,
  nameOf?: Parameters<typeof peopleDoor>[4],
) {
  const home = newHome({'config/rbac_users.json': {users}})
  const parrot = await openParrot(home)
  const caller = {uid: one}
  const limits = {...usualLimits, longest: 1024 ** 2, ...more}
  let followed = 0
  // What is looked at anew for everybody who is let in.
  const counted = Object.create(parrot, {
    follow: {value: () => ((followed += 1), parrot.follow())},
  }) as Parrot
  const {server, end} = peopleDoor(counted, () => caller.uid, limits, now, nameOf)
  const path = join(home.home, 'people.sock')
  server.listen({path})
  await once(server, 'listening')
  onTestFinished(async () => {
    server.close()
    await end()
    await parrot.close()
  })
  const knock = async (uid: number) => {
    caller.uid = uid
    const taken = once(server, 'connection')
    const client = new Client(path)
    await taken
    return client
  }
  let last: Promise<unknown> = Promise.resolve()
  const come = (uid: number) => {
    const next = last.then(() => knock(uid))
    last = next
    return next
  }
  return {come, parrot: counted, followed: () => followed}
}

class Client {
  readonly socket: Socket
  readonly #lines: AsyncIterator<string>

  constructor(path: string) {
    this.socket = connect({path}).on('error', () => {})
    onTestFinished(() => void this.socket.destroy())
    this.#lines = createInterface({input: this.socket})[Symbol.asyncIterator]()
  }

  /** The next message; undefined once the server has ended it. */
  async next(): Promise<Heard | undefined> {
    const {value, done} = await this.#lines.next()
    return done === true ? undefined : (JSON.parse(value) as Heard)
  }

  say(message: object): void {
    this.socket.write(`${JSON.stringify(message)}\n`)
  }

  call(tool: string): void {
    this.say({call: {tool, dryRun: false, unsandboxed: false}})
  }
}

const codeOf = (heard: Heard | undefined) => (heard?.['refused'] as {code: string} | undefined)?.code

test('where the list of accounts gives no answer nobody is told that they have no role, and whoever has one by their uid is let in', async () => {
  const {come} = await door({}, undefined, () => Promise.reject(new Error('no answer')))
  expect(codeOf(await (await come(three)).next())).toBe('people_unnamed')
  expect(await (await come(one)).next()).toHaveProperty('hello')
})

describe('who says nothing', () => {
  test('is sent off after their time, and who has no role after less', async () => {
    const {come} = await door({strangerIdleMs: 20})
    const [known, stranger] = [await come(one), await come(three)]
    expect(await known.next()).toHaveProperty('hello')
    expect(await stranger.next()).toHaveProperty('hello')
    expect(await stranger.next()).toBeUndefined()
    known.call('whoami')
    expect(await known.next()).toEqual({want: 'input'})
    const hasty = await (await door({idleMs: 20})).come(one)
    expect(await hasty.next()).toHaveProperty('hello')
    expect(await hasty.next()).toBeUndefined()
  })

  test('while the server waits for what they give; whose call runs is not', async () => {
    const {come, parrot} = await door({idleMs: 500})
    const client = await come(one)
    // Said before the server begins to wait for it, however slow this machine is.
    client.call('can')
    expect(await client.next()).toHaveProperty('hello')
    expect(await client.next()).toEqual({want: 'input'})
    expect(await client.next()).toMatchObject({result: {problems: [{code: 'people_left'}]}})
    expect(await client.next()).toBeUndefined()

    const ending = new AbortController()
    const tailing = Promise.withResolvers<void>()
    Object.defineProperty(parrot, 'tail', {
      value: async function* (): AsyncGenerator<StoredEvent> {
        tailing.resolve()
        await once(ending.signal, 'abort')
        yield* []
      },
    })
    const busy = await come(one)
    busy.say({tail: {}})
    expect(await busy.next()).toHaveProperty('hello')
    await tailing.promise
    await new Promise((resolve) => setTimeout(resolve, 1200))
    ending.abort()
    expect(await busy.next()).toEqual({ended: true})
    expect(await busy.next()).toBeUndefined()
  })
})

test('one user has eight calls and tails at a time, and not one more; another has theirs', async () => {
  const {come} = await door()
  const mine = await Promise.all(
    Array.from({length: 8}, async (_, at) => {
      const client = await come(one)
      await client.next()
      if (at % 2 === 0) client.say({tail: {types: ['NOTHING']}})
      else {
        client.call('can')
        expect(await client.next()).toEqual({want: 'input'})
      }
      return client
    }),
  )
  const ninth = await come(one)
  await ninth.next()
  ninth.call('whoami')
  expect(await ninth.next()).toMatchObject({
    result: {outcome: 'rate_limited', problems: [{code: 'people_busy', params: {most: 8}}]},
  })
  ninth.say({tail: {}})
  expect(codeOf(await ninth.next())).toBe('people_busy')
  const theirs = await come(two)
  await theirs.next()
  theirs.call('whoami')
  expect(await theirs.next()).toEqual({want: 'input'})
  theirs.say({input: {values: {}}})
  expect(await theirs.next()).toMatchObject({result: {outcome: 'ok'}})
  // A place that is left is free.
  mine[0]?.say({cancel: true})
  expect(await mine[0]?.next()).toEqual({ended: true})
  const tenth = await come(one)
  await tenth.next()
  tenth.call('whoami')
  expect(await tenth.next()).toEqual({want: 'input'})
})

describe('who connects again and again', () => {
  test('is let in so often and so often a second, and nothing is looked at for the rest', async () => {
    const clock = {now: 0}
    const {come, followed} = await door({pace: {burst: 5, perSecond: 2}}, () => clock.now)
    const letIn = async (uid: number, times: number) => {
      let count = 0
      for (let at = 0; at < times; at++) {
        const client = await come(uid)
        const said = await client.next()
        if (said !== undefined && 'hello' in said) count += 1
        else {
          expect(codeOf(said)).toBe('people_often')
          expect(await client.next()).toBeUndefined()
        }
        client.socket.destroy()
      }
      return count
    }
    expect(await letIn(one, 20)).toBe(5)
    expect(followed()).toBe(5)
    // It is theirs alone.
    expect(await letIn(two, 2)).toBe(2)
    clock.now += 1000
    expect(await letIn(one, 5)).toBe(2)
    clock.now += 3_600_000
    expect(await letIn(one, 20)).toBe(5)
    expect(followed()).toBe(14)
  })

  test('without a role shares that with all who have none, by however many users', async () => {
    const {come, followed} = await door({strangerPace: {burst: 6, perSecond: 1}}, () => 0)
    let count = 0
    for (let at = 0; at < 12; at++) {
      const client = await come(70_000 + at)
      const said = await client.next()
      if (said !== undefined && 'hello' in said) count += 1
      else expect(codeOf(said)).toBe('people_often')
      client.socket.destroy()
    }
    expect(count).toBe(6)
    expect(followed()).toBe(6)
    expect(await (await come(one)).next()).toHaveProperty('hello')
  })
})

describe('a terminal’s call of a plugin', () => {
  test('goes through the gate of the agents, and only once it was told what it is given', async () => {
    const {come, parrot} = await door()
    const gate = gateOf(parrot)
    const agent = {caller: parrot.agentFor(one).evidence, connection: {}}
    const never = new AbortController().signal
    // This user's agents have all the places that one user may have.
    const leaves = await Promise.all(Array.from({length: 8}, () => gate.enter(agent, never)))
    const client = await come(one)
    await client.next()
    client.call('hello')
    expect(await client.next()).toEqual({want: 'input'})
    client.say({input: {values: {}}})
    const answer = client.next()
    expect(await Promise.race([answer, soon('waits')])).toBe('waits')
    leaves[0]?.()
    expect(await untilResult(answer, client)).toMatchObject({result: {outcome: 'ok'}})

    // Parrot's own operations take no place, and whoever only thinks about what to give keeps none from anybody.
    client.call('whoami')
    await client.next()
    client.say({input: {values: {}}})
    expect(await client.next()).toMatchObject({result: {outcome: 'ok'}})
    client.call('hello')
    expect(await client.next()).toEqual({want: 'input'})
    const again = await gate.enter(agent, never)
    again?.()

    // Who leaves while it waits is not waited for.
    const held = await gate.enter(agent, never)
    client.say({input: {values: {}}})
    expect(await Promise.race([client.next(), soon('waits')])).toBe('waits')
    client.socket.destroy()
    held?.()
    for (const leave of leaves) leave?.()
    const all = await Promise.all(Array.from({length: 8}, () => gate.enter(agent, never)))
    expect(all.every((leave) => leave !== undefined)).toBe(true)
  })
})

const soon = (word: string) => new Promise<string>((resolve) => setTimeout(() => resolve(word), 200))

/** What only accompanies it comes first. */
async function untilResult(first: Promise<Heard | undefined>, client: Client) {
  let said = await first
  while (said !== undefined && !('result' in said)) said = await client.next()
  return said
}
