import {existsSync} from 'node:fs'
import type {PackageManager} from '../manager.ts'
import {download, refresh} from './fetch.ts'
import {holder} from './holder.ts'
import {install} from './install.ts'
import {installed, installedSince} from './installed.ts'
import {bytesToFetch, pending} from './pending.ts'
import {interpreter} from './python.ts'
import {goBack, older, wayBack} from './way-back.ts'

const databases = ['/usr/lib/sysimage/rpm', '/var/lib/rpm'].flatMap((folder) => [
  `${folder}/rpmdb.sqlite`,
  `${folder}/Packages`,
])

/** Red Hat's and what is made of it, Fedora up to 40; dnf 4. */
export const dnf: PackageManager = {
  name: 'dnf',
  systems: ['fedora', 'rhel', 'centos'],
  lasting:
    /^(?:kernel|kernel-core|kernel-rt-core|kernel-uek-core|linux-firmware|microcode_ctl|glibc|systemd|dbus|dbus-broker|dbus-daemon)$/,
  mend: 'dnf remove --duplicates',
  sources: '/etc/yum.repos.d',
  isHere: () => databases.some((file) => existsSync(file)) && interpreter() !== undefined,
  pending,
  bytesToFetch,
  installed,
  installedSince,
  holder,
  refresh,
  download,
  install,
  older,
  wayBack,
  goBack,
}
