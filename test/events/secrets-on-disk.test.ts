import {globSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {openJournal} from '../../src/events/open-journal.ts'
import type {Fields} from '../../src/events/plain-json.ts'
import {redactor, type Redact} from '../../src/events/redact.ts'
import {fileSink} from '../../src/events/sink.ts'
import {draft, type Place} from './place.ts'
import {tempPlace} from './temp-journal.ts'

const secrets = ['correct horse battery', 'Pa$$w0rd-of-the-plugin']
const shaped = [
  `ghp_${'q7W8'.repeat(9)}`,
  `prk_k3f9a2c1x0_${'Zz09'.repeat(12)}`,
  'hunter2-by-name',
  'MIIprivatekeybody',
]

/** Hides secrets in every corner of an event. */
const leaking = (at: number) => ({
  ...draft('ERROR_OCCURRED', {
    [`key ${secrets[0]}`]: 1,
    argv: ['x', '--password', 'hunter2-by-name', secrets[1]],
    deep: {list: [{config: {token: 'hunter2-by-name'}, url: `https://u:${shaped[1]}@h/`}]},
    log: `${'x'.repeat(8000 + at)}${secrets[0]} Authorization: Bearer ${shaped[0]}\n`,
    pem: `-----BEGIN RSA PRIVATE KEY-----\nMIIprivatekeybody\n-----END RSA PRIVATE KEY-----`,
    encoded: Buffer.from(secrets[1] ?? '').toString('base64'),
  }),
  source: `host ${secrets[0]}`,
  correlation_id: shaped[0] ?? '',
})

/** Which of the secrets stand in the bytes of any file while the journal is open (its log too) and once it is closed. */
async function onDisk(redact: Redact): Promise<string[]> {
  const place: Place = tempPlace()
  const journal = openJournal({
    ...place,
    now: Date.now,
    redact,
    heads: {key: place.key, sinks: [fileSink(place.heads)]},
  })
  for (let at = 0; at < 300; at++) await journal.append(leaking(at))
  const found = look(place)
  journal.close()
  return [...found, ...look(place)]
}

function look({folder}: Place): string[] {
  const bytes = globSync('**/*', {cwd: folder, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
  return [...secrets, ...shaped, Buffer.from(secrets[1] ?? '').toString('base64')].filter((secret) =>
    bytes.some((one) => one.includes(secret)),
  )
}

test('no secret is ever on disk, in the database, its log, or the heads', async () => {
  const nothing: Redact = {fields: (value) => value as Fields, text: (value) => value}
  expect(new Set(await onDisk(nothing)).size).toBe(secrets.length + shaped.length + 1)
  expect(await onDisk(redactor(secrets))).toEqual([])
})
