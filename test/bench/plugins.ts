import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {bin, environment} from '../terminal/program.ts'
import {openRegistry, packaged} from '../host/install/registry.ts'
import {homeWith, sampleManifest} from './homes.ts'
import {measure, report, type Case} from './measure.ts'

const rounds = Number(process.argv[2] ?? 15)
const program = '#!/bin/bash\necho done\n'

/** What plugins from outside cost: to list many, and to install one. */
const registry = await openRegistry()
registry.publish(packaged('1.0.0'))
const figures = measure([...(await listCases()), ...(await installCases(registry.url))], rounds)
registry.stop()
process.stdout.write(`${report(figures)}\n`)
const [few, many] = figures.map(({median}) => median) as [number, number]
process.stdout.write(
  `plugin list with 500 takes ${(many / few).toFixed(2)} times as long as with 5 (bound 1.3)\n`,
)

async function listCases(): Promise<Case[]> {
  const listed = async (count: number): Promise<Case> => {
    const plugins = Array.from({length: count}, (_, at) => sampleManifest(`plugin_${at}`))
    const env = environment(await homeWith(plugins, program, 'installed'))
    const argv = [process.execPath, bin, 'plugin', 'list'] as const
    return {
      name: `plugin list, ${count} installed`,
      argv,
      env,
      stdout: new RegExp(`plugin_${count - 1} .*enabled`),
    }
  }
  return [await listed(5), await listed(500)]
}

/** Each round installs what the one before took away again. */
async function installCases(url: string): Promise<Case[]> {
  const author = await homeWith([sampleManifest('weather')], program)
  const env = environment(await homeWith([], program))
  const parrot = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], {env})
  const source = join(author, 'data/plugins/weather')
  const uninstall = () => parrot('plugin', 'uninstall', 'weather')
  const install = (what: string) =>
    ({
      argv: [process.execPath, bin, 'plugin', 'install', what],
      before: uninstall,
      stdout: /weather 1\.0\.0 is installed/,
    }) as const
  return [
    {...install(source), name: 'plugin install FOLDER', env},
    {
      ...install('weather@1.0.0'),
      name: 'plugin install NPM, from a local registry',
      env: {...env, PARROT_NPM_REGISTRY: url},
    },
  ]
}
