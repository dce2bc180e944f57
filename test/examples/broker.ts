import {execFile, spawn} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {connect} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {expect, onTestFinished} from 'vitest'
import {freePort} from './given.ts'

/** A real mosquitto of the test's own with these lines in its configuration; its port. */
export async function broker(...lines: readonly string[]): Promise<number> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'parrot-broker-'))
  const file = join(folder, 'mosquitto.conf')
  writeFileSync(file, [`listener ${port} localhost`, 'user root', ...lines, ''].join('\n'))
  onTestFinished(() => rmSync(folder, {recursive: true}))
  await started(port, '-c', file)
  return port
}

/** The one that `apt install mosquitto` starts where there is systemd. */
export async function brokerOfTheMachine(): Promise<void> {
  if (!(await reached(1883))) await started(1883, '-p', '1883')
}

/** Ends with the test. Its folder is not on everybody's PATH. */
async function started(port: number, ...args: readonly string[]): Promise<void> {
  const child = spawn('/usr/sbin/mosquitto', args, {stdio: 'ignore'})
  onTestFinished(() => void child.kill('SIGKILL'))
  await expect.poll(() => reached(port), {timeout: 10_000}).toBe(true)
}

/** Does anything take connections there? */
function reached(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .on('connect', () => {
        resolve(true)
        socket.destroy()
      })
      .on('error', () => resolve(false))
  })
}

/** A file with the one user `ada` of a broker. */
export async function passwords(password: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-passwords-'))
  onTestFinished(() => rmSync(folder, {recursive: true}))
  await promisify(execFile)('mosquitto_passwd', ['-b', '-c', join(folder, 'users'), 'ada', password])
  return join(folder, 'users')
}

/** What the broker keeps for those who come later, asked with the programs of mosquitto itself. */
export async function retained(port: number, ...more: readonly string[]): Promise<string> {
  const args = ['-h', 'localhost', '-p', String(port), '-t', '#', '-v', '-C', '1', '-W', '10', ...more]
  const {stdout} = await promisify(execFile)('mosquitto_sub', args)
  return stdout.trim()
}
