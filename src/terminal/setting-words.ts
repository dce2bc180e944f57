import {resolve} from 'node:path'
import type {Parrot} from '../host/parrot.ts'
import type {Plugin} from '../host/plugin.ts'
import type {Input} from '../host/request.ts'
import type {ConfigKey} from '../manifest/manifest.ts'
import {problem, type Problem} from '../text/problem.ts'
import {line} from '../text/reader.ts'
import {askSecret} from './ask-secret.ts'
import type {Door, Keyboard} from './door.ts'
import {readSecret} from './read-secret.ts'

/** What can be written after `plugin config`. */
export type SettingWords = {
  readonly name: string
  readonly action?: string
  readonly key?: string
  readonly value?: readonly string[]
  readonly fromFile?: string
  readonly fromEnv?: string
  readonly credential?: string
  readonly stdin?: boolean
}

const command = 'plugin config'

/** What to ask of the host for these words. What may be a secret, by mistake or not, is in no problem. */
export async function settingInput(words: SettingWords, door: Door): Promise<Input> {
  const {name, action, key, value, fromFile, fromEnv, credential, stdin} = words
  const given = [value, fromFile, fromEnv, credential, stdin].filter((one) => one !== undefined)
  if (action === undefined) return given.length > 0 ? extra : {values: {name}}
  if (!['get', 'set', 'unset'].includes(action)) return refused(problem('setting_action'))
  if (key === undefined) return refused(problem('argument_missing', {name: 'KEY', command}))
  if (action !== 'set') return given.length > 0 ? extra : {values: {name, key}}
  if (!/^[A-Z][A-Z0-9_]{0,63}$/.test(key)) return refused(problem('setting_form'))
  if (given.length > 1) return refused(problem('setting_twice', {plugin: name, key}))

  const spec = await specOf(door, name, key)
  const about = {name, key}
  if (spec === undefined) return {values: about}
  if (fromFile !== undefined) return {values: {...about, reference: {file: resolve(fromFile)}}}
  if (fromEnv !== undefined) return {values: {...about, reference: {env: fromEnv}}}
  if (credential !== undefined) return {values: {...about, reference: {credential}}}
  if (spec.type !== 'secret') return ordinary(about, value, stdin)
  return value === undefined ? secret(about, door, stdin === true) : refused(argument(about))
}

type About = {readonly name: string; readonly key: string}

/** Of a plugin that they may not know of nothing is asked: the call says that there is none. */
async function specOf(door: Door, name: string, key: string): Promise<ConfigKey | undefined> {
  const parrot = await door.parrot()
  const plugin = parrot.catalog.plugins.get(name)
  const loaded = plugin !== undefined && knows(parrot, plugin) ? plugin.load() : undefined
  const config = loaded !== undefined && 'manifest' in loaded ? (loaded.manifest.config ?? {}) : {}
  return Object.hasOwn(config, key) ? config[key] : undefined
}

/** As the call decides it. */
function knows({operator, may, sees}: Parrot, {state, commands}: Plugin): boolean {
  if (may(operator, 'plugin_approve').effect === 'allow') return true
  return state === 'enabled' && commands.some(({tool}) => sees(operator, tool))
}

function ordinary(about: About, value: readonly string[] | undefined, stdin?: boolean): Input {
  if (stdin === true) return refused(problem('setting_no_secret', {plugin: about.name, key: about.key}))
  if (value === undefined) return refused(problem('argument_missing', {name: 'VALUE', command}))
  return {values: {...about, value: value.length === 1 ? value[0] : value}}
}

/** What is typed on a keyboard is never shown, also where it is to come from stdin. */
async function secret(about: About, door: Door, stdin: boolean): Promise<Input> {
  const {name: plugin, key} = about
  if (!stdin && !door.interactive()) return refused(problem('secret_needed', {plugin, key}))
  const keyboard = door.keyboard() as Keyboard & {readonly isTTY?: boolean}
  const asked = !stdin || keyboard.isTTY === true
  const given = await (asked ? askSecret(line('ask_secret', {plugin, key}), door) : readSecret(keyboard))
  if (given !== undefined) return {values: {...about, secret: given}}
  return refused(asked ? problem('secret_left', {plugin, key}) : problem('secret_stdin', {plugin, key}))
}

const argument = ({name, key}: About) => problem('secret_argument', {plugin: name, key})

const refused = (...problems: readonly Problem[]): Input => ({problems})

const extra = refused(problem('setting_extra'))
