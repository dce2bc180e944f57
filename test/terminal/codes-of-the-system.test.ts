import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {newHome} from '../home.ts'
import {parrot} from './program.ts'

type Case = [args: string[], at: string, german: string, env?: Record<string, string>]

const cases: Case[] = [
  [['audit', 'export', '--output', 'there'], 'there: it is there already', 'es ist schon da'],
  [['audit', 'export', '--output', 'none/x'], 'none/x: it is not there', 'es ist nicht da'],
  [['audit', 'export', '--output', 'there/x'], 'there/x: a part of its path', 'ein Teil des Pfades'],
  [
    ['audit', 'verify', '--export', 'no.jsonl'],
    'no.jsonl cannot be read: it is not there',
    'es ist nicht da',
  ],
  [['audit', 'verify', '--export', 'folder'], 'folder cannot be read: it is a folder', 'es ist ein Ordner'],
  [['plugin', 'install', '/no/such'], 'There is nothing at /no/such', 'Unter /no/such ist nichts'],
  [
    ['plugin', 'install', '/no/such.tgz'],
    'There is nothing at /no/such.tgz',
    'Unter /no/such.tgz ist nichts',
  ],
  [
    ['config', 'edit'],
    'no-such-editor cannot be started: it is not there',
    'es ist nicht da',
    {EDITOR: 'no-such-editor'},
  ],
  [
    ['config', 'edit'],
    '/dev/null cannot be started: permission denied',
    'Zugriff verweigert',
    {EDITOR: '/dev/null'},
  ],
  [['plugin', 'sign', '.', '--key', '/no/such'], '/no/such', '/no/such'],
]

/** As Node says it: `ENOENT: no such file or directory, open '/x'`, `spawn x ENOENT`; and the code behind the words, which is for programs. */
const raw =
  /\bE[A-Z]{3,}: |\b(?:spawn|open|mkdir|copyfile) \S+ E[A-Z]{3,}|no such file or directory|file already exists|\(E[A-Z]{3,}\)/

test.each(cases)('%j says what happened, where, and what to do next: %s', (args, at, german, env) => {
  const {home} = newHome()
  mkdirSync(join(home, 'folder'))
  writeFileSync(join(home, 'there'), 'mine\n')
  const run = (lang: string) => parrot(home, ['--lang', lang, ...args], env)
  const english = run('en')
  expect(english.status).not.toBe(0)
  expect(english.stderr.replaceAll(/\s+/g, ' ')).toContain(at)
  expect(english.stderr).toMatch(/^→ /m)
  expect(english.stderr).not.toMatch(raw)
  const theirs = run('de').stderr
  expect(theirs.replaceAll(/\s+/g, ' ')).toContain(german)
  expect(theirs).not.toMatch(raw)
})
