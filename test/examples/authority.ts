import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'

type Certified = {readonly ca: string; readonly key: string; readonly cert: string; readonly folder: string}

/** A certificate for the DNS name `name`, good for `days`, and that of the authority of the test's own that vouches for it. */
export function authority(name: string, days: number): Certified {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-cert-'))
  onTestFinished(() => rmSync(folder, {recursive: true}))
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, {cwd: folder, stdio: ['ignore', 'ignore', 'ignore']})
  const fresh = ['req', '-newkey', 'rsa:2048', '-nodes']
  openssl(
    ...fresh,
    '-x509',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '99',
    '-subj',
    '/CN=test authority',
  )
  openssl(...fresh, '-keyout', 'key.pem', '-out', 'asked.pem', '-subj', `/CN=${name}`)
  writeFileSync(join(folder, 'names'), `subjectAltName=DNS:${name}\n`)
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names']
  openssl('x509', '-req', '-in', 'asked.pem', ...signed, '-days', String(days), '-out', 'cert.pem')
  const text = (file: string) => readFileSync(join(folder, file), 'utf8')
  return {ca: text('ca.pem'), key: text('key.pem'), cert: text('cert.pem'), folder}
}
