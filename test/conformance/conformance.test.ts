import {expect, test} from 'vitest'
import {HttpServer, keyFor} from '../mcp/http-client.ts'
import type {Era} from '../mcp/client.ts'
import {needs} from '../needs.ts'
import {fixtureHome} from './fixture.ts'
import {keyed} from './keyed.ts'
import {required, run} from './suite.ts'

/** How many scenarios there are, so that a suite that asks for less is noticed. */
const counts: readonly (readonly [Era, number, number])[] = [
  ['2026-07-28', 37, 13],
  ['2025-11-25', 30, 3],
]

needs('bwrap', 'apt-get install bubblewrap')(
  'the official conformance suite, against parrot mcp --http',
  () => {
    test('finds nothing that fails, in either era', {timeout: 600_000}, async () => {
      const home = fixtureHome()
      const server = await HttpServer.start(home)
      const url = await keyed(server.url, keyFor(home, 'suite', '--role', 'tester'))
      for (const [era, scored, unscored] of counts) {
        const wanted = required(era)
        expect([wanted.scored.length, wanted.unscored.length], era).toEqual([scored, unscored])
        const first = await run(url, era)
        const all = [...wanted.scored, ...wanted.unscored]
        expect([...first.keys()].sort(), era).toEqual([...all].sort())
        expect(await left(url, era, first), era).toEqual({})
      }
      await server.stop()
    })
  },
)

/** The suite waits half a second for some answers, whatever else a machine does: what fails has to fail each time. */
const tries = 3

async function left(
  url: URL,
  era: Era,
  first: ReadonlyMap<string, readonly string[]>,
): Promise<Record<string, readonly string[]>> {
  const failed: Record<string, readonly string[]> = {}
  for (const [scenario, wrong] of first) {
    let still = wrong
    for (let one = 1; one < tries && still.length > 0; one += 1)
      still = (await run(url, era, scenario)).get(scenario) ?? ['it did not run again']
    if (still.length > 0) failed[scenario] = still
  }
  return failed
}
