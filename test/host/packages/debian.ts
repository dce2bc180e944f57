import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import {put} from '../../home.ts'
import {newRepository, type Package} from './repository.ts'
import {system, type Settings} from './system.ts'

/**
 * This machine as one whose only archives are two of the test's, and with these packages installed from them by apt. Of the
 * machine's own packages dpkg knows nothing here, which makes apt quick.
 */
export async function debian(packages: readonly Package[], settings: Settings = {}) {
  const one = await system(settings)
  const {home, sh} = one
  const [main, security] = [newRepository('Test'), newRepository('Test-Security')]
  onTestFinished(() => [main, security].forEach(({remove}) => remove()))
  main.publish(...packages)
  put(join(home, 'sources'), main.source + security.source)
  const apt = '/etc/apt/sources.list'
  sh(
    `cd /var/lib/dpkg; : > status; rm -rf info updates; mkdir info updates; rm -rf /var/lib/apt/extended_states ${apt} ${apt}.d/* /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/apt/archives/*.deb /etc/parrot-*; cp ${home}/sources ${apt}; chmod 644 ${apt}`,
  )
  const fetch = () => sh('apt-get update -qq 2>&1')
  fetch()
  const names = [...new Set(packages.map(({name}) => name))]
  sh(`DEBIAN_FRONTEND=noninteractive apt-get install -yqq ${names.join(' ')} 2>&1`)
  const versionOf = (name: string) =>
    sh(`dpkg-query -W -f '\${Version} \${db:Status-Status}' ${name} || true`)
  return {...one, main, security, fetch, versionOf}
}
