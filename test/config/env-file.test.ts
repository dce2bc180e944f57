import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {readEnvFile} from '../../src/config/env-file.ts'
import {loadConfig} from '../../src/config/load.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {says} from '../../src/text/problem.ts'
import {newHome} from '../home.ts'

const known = new Map([
  ['HOME', '/home/bob'],
  ['PARROT_LOG_DIR', '/var/log/parrot'],
])
const read = (text: string) => readEnvFile('config.env', text, known)
const valuesOf = (text: string) => Object.fromEntries(read(text).lines.map(({name, value}) => [name, value]))

describe('what a shell would make of it', () => {
  const text = String.raw`
# a comment
PLAIN=INFO
  export INDENTED=yes   # and why
QUOTED="two words"
SINGLE='no $HOME here'
EMPTY=
NOTHING=""
JOINED=a"b c"'d'
ESCAPED="a \"b\" \$HOME \\"
BACK=a\ b
HASH=a#b
KEPT="a\b \'"
TILDE=~/x
QUOTED_TILDE="~/x"
PATHS="$PARROT_LOG_DIR/parrot.log"
BRACED=${'${HOME}'}/x
EARLIER="$PLAIN/$QUOTED"
CRON="0 2 * * *"
`
  test('is what is read', () => {
    expect(read(text).problems).toEqual([])
    const names = Object.keys(valuesOf(text))
    const script = `set -a\nHOME=/home/bob PARROT_LOG_DIR=/var/log/parrot\n${text}\nprintf '%s\\0' ${names.map((name) => `"$${name}"`).join(' ')}`
    const shell = spawnSync('bash', ['-c', script], {encoding: 'utf8', env: {}})
    expect(Object.values(valuesOf(text))).toEqual(shell.stdout.split('\0').slice(0, -1))
    expect(names).toHaveLength(17)
  })
})

describe('what a shell would act on is refused with its place, and nothing runs', () => {
  const marker = join(newHomeName(), 'ran')
  test.each([
    ['A=$(touch MARKER)', '1:3'],
    ['A="$(touch MARKER)"', '1:3'],
    ['A=`touch MARKER`', '1:3'],
    ['A=1; touch MARKER', '1:4'],
    ['A=1 touch MARKER', '1:4'],
    ['touch MARKER', '1:1'],
    ['\n  source MARKER', '2:3'],
    ['A=1 && touch MARKER', '1:4'],
    ['A=<(touch MARKER)', '1:3'],
    ['A="never closed', '1:3'],
    ["A='never closed", '1:3'],
    ['A=$UNKNOWN/x', '1:3'],
    ['A=${HOME:-x}', '1:3'],
    ['1A=x', '1:1'],
    ['A =x', '1:1'],
    ['A=x:~/y', '1:5'],
    ['A=~bob/x', '1:3'],
  ])('%j', (text, place) => {
    const {problems} = read(text.replace('MARKER', marker))
    expect(problems.map(says)).toEqual([expect.stringMatching(new RegExp(`^config\\.env:${place}: `))])
    expect(existsSync(marker)).toBe(false)
  })
})

function newHomeName(): string {
  return `/tmp/parrot-env-${process.pid}`
}

describe('as a layer', () => {
  const load = async (files: Record<string, string>, env: Record<string, string> = {}) => {
    const home = newHome(files)
    const around = {...home, env: {...home.env, ...env}}
    return {loaded: await loadConfig(around, {...pathsFor(home), system: join(home.home, 'etc')}), home}
  }

  test('the environment goes over the user’s file, that over the system’s, and all over config.json', async () => {
    const files = {
      'etc/config.env':
        'PARROT_RBAC_USERS_FILE=/system\nPARROT_RBAC_ROLES_FILE=/system\nPARROT_DISK_THRESHOLD=1',
      'config/config.env': 'PARROT_RBAC_ROLES_FILE="$SCRIPT_DIR/roles.json"\nPARROT_DISK_THRESHOLD=2',
      'config/config.json': '{"rbac": {"roles": "/file", "users": "/file"}}',
    }
    const {loaded, home} = await load(files, {PARROT_DISK_THRESHOLD: '3'})
    expect(loaded).toMatchObject({
      config: {
        rbac: {users: '/system', roles: join(home.home, 'config/roles.json')},
        variables: {DISK_THRESHOLD: '3'},
      },
      warnings: [],
    })
  })

  test('a value that its key does not take is refused with its place, from the environment by its name', async () => {
    const {loaded, home} = await load({'config/config.env': '\nPARROT_RBAC_ROLES_FILE=roles.json'})
    const place = join(home.home, 'config/config.env')
    expect('problems' in loaded && loaded.problems.map(says)).toEqual([
      `${place}:2: PARROT_RBAC_ROLES_FILE: an absolute path is wanted`,
    ])
    const other = await load({}, {PARROT_NPM_REGISTRY: 'file:///etc'})
    expect(other.loaded).toMatchObject({problems: [{code: 'config_variable'}]})
  })

  test('one that would weaken is ignored, one that nobody knows is said with the nearest', async () => {
    const {loaded} = await load({
      'config/config.env':
        'PARROT_RBAC_ENABLED=false\nPARROT_STRICT_PERMS=false\nPARROT_VALIDATION_LEVEL=RELAXED\nPARROT_ALERT_EMIAL=a@b\nAPI_KEY=x',
    })
    expect(loaded).toHaveProperty('config')
    expect('warnings' in loaded && loaded.warnings.map(({code}) => code)).toEqual([
      'config_variable_near',
      'config_variable_unknown',
      'config_weakening',
      'config_weakening',
      'config_weakening',
    ])
  })
})
