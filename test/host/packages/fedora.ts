import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import {put} from '../../home.ts'
import type {Package} from './repository.ts'
import {newRpmRepository} from './rpm.ts'
import {system, type Settings} from './system.ts'

/** This machine as one of Red Hat's kind, whose only source is the test's, and with these packages installed from it by dnf. */
export async function fedora(packages: readonly Package[], settings: Settings = {}) {
  const one = await system(settings)
  const {home, sh} = one
  const main = newRpmRepository()
  onTestFinished(() => main.remove())
  // Scripts of packages need one that brings the shell.
  main.publish({name: 'parrot-sh', version: '1', provides: '/bin/sh'}, ...packages)
  put(join(home, 'test.repo'), main.source)
  sh(
    `rm -rf /var/lib/rpm/* /var/lib/dnf /var/cache/dnf /etc/yum.repos.d /etc/parrot-*; mkdir -p /etc/yum.repos.d; cp ${home}/test.repo /etc/yum.repos.d; chmod -R a+rX /etc/yum.repos.d; echo 'ID=fedora' > /etc/os-release; mkdir -p /etc/rpm; echo '%_dbpath /var/lib/rpm' > /etc/rpm/macros; printf '[main]\\nbest=False\\n' > /etc/dnf/dnf.conf`,
  )
  const fetch = () => sh('dnf makecache -q --refresh 2>&1')
  const names = [...new Set(packages.map(({name}) => name))]
  sh(`dnf install -yq --setopt=keepcache=1 parrot-sh ${names.join(' ')} 2>&1`)
  const versionOf = (name: string) => sh(`rpm -q --qf '%{VERSION}' ${name} || true`)
  const hold = (name: string) => sh(`echo 'excludepkgs=${name}' >> /etc/dnf/dnf.conf`)
  return {...one, main, fetch, versionOf, hold}
}
