import {execFile} from 'node:child_process'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {eras, type Era} from '../mcp/client.ts'
import {HttpServer, keyFor} from '../mcp/http-client.ts'
import {needs} from '../needs.ts'
import {bin, environment} from '../terminal/program.ts'
import {fixtureHome} from './fixture.ts'

const inspector = join(
  import.meta.dirname,
  'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js',
)
const named: Readonly<Record<Era, string>> = {'2025-11-25': 'legacy', '2026-07-28': 'modern'}

type Ended = {readonly code: number; readonly out: string}
type Way = (era: Era, ...args: readonly string[]) => Promise<Ended>

/** What is asked, and what has to come of it; the same by every way. */
const asked: readonly (readonly [args: readonly string[], code: number, ...says: readonly string[]])[] = [
  [['tools/list'], 0, '"test_simple_text"', '"whoami"', '"outputSchema"'],
  [
    ['tools/call', '--tool-name', 'test_multiple_content_types'],
    0,
    '"image/png"',
    'test://mixed-content-resource',
  ],
  [['tools/call', '--tool-name', 'test_structured'], 0, '"structuredContent":{"degrees":7}'],
  [['tools/call', '--tool-name', 'test_error_handling'], 5, 'intentionally returns an error'],
  [['tools/call', '--tool-name', 'nothing_of_the_kind'], 5, 'nothing_of_the_kind'],
  [['resources/list'], 0, '"test://static-text"', '"parrot://events/recent"'],
  [['resources/read', '--uri', 'test://template/7/data'], 0, 'Data for ID: 7'],
  [['prompts/list'], 0, '"diagnose_host"', '"test_simple_prompt"'],
  [
    ['prompts/get', '--prompt-name', 'test_prompt_with_arguments', '--prompt-args', 'arg1=a', 'arg2=b'],
    0,
    "arg1='a', arg2='b'",
  ],
]

needs('bwrap', 'apt-get install bubblewrap')('the official inspector', () => {
  test('is answered in both eras over HTTP and stdio', {timeout: 300_000}, async () => {
    const home = fixtureHome()
    const key = keyFor(home, 'inspector', '--role', 'tester')
    const server = await HttpServer.start(home)
    const ways: Readonly<Record<string, Way>> = {
      http: (era, ...args) =>
        inspect(home, era, args, [
          '--header',
          `Authorization: Bearer ${key}`,
          '--transport',
          'http',
          server.url.href,
        ]),
      stdio: (era, ...args) =>
        inspect(home, era, args, [
          '-e',
          `PARROT_HOME=${home}`,
          '-e',
          `PARROT_API_KEY=${key}`,
          process.execPath,
          bin,
          'mcp',
        ]),
    }
    for (const [name, way] of Object.entries(ways))
      for (const era of eras)
        await Promise.all(
          asked.map(async ([args, code, ...says]) => {
            const ended = await way(era, ...args)
            const what = `${name} ${era} ${args.join(' ')}: ${ended.out.slice(0, 2000)}`
            expect(ended.code, what).toBe(code)
            for (const text of says) expect(ended.out, what).toContain(text)
          }),
        )
    await server.stop()
  })
})

function inspect(
  home: string,
  era: Era,
  [method = '', ...more]: readonly string[],
  target: readonly string[],
): Promise<Ended> {
  // An option that takes several values ends where the next one begins.
  const how = [
    '--cli',
    '--method',
    method,
    ...more,
    '--protocol-era',
    named[era],
    '--format',
    'json',
    '-q',
    '--connect-timeout',
    '0',
  ]
  const args = [inspector, ...how, ...target]
  const {promise, resolve} = Promise.withResolvers<Ended>()
  const child = execFile(
    process.execPath,
    args,
    {env: environment(home), cwd: home},
    (error, stdout, stderr) => {
      resolve({code: error === null ? 0 : Number(error.code), out: stdout + stderr})
    },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return promise
}
