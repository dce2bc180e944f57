import {createHash} from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {run, say} from './host.ts'

/** A machine without Parrot: its disk, its kernel, and what the kernel starts with. */
export type Image = {readonly root: string; readonly kernel: string; readonly initrd: string}

const packages =
  'systemd systemd-sysv dbus dbus-user-session libpam-systemd polkitd linux-image-cloud-amd64 bubblewrap cron sudo procps libatomic1'.split(
    ' ',
  )

/** What boots finds Parrot and the tests on a disk of their own, runs them, and says how they ended on the second serial line. */
const files = {
  '/etc/fstab': '/dev/vda / ext4 defaults 0 1\nLABEL=parrot /srv/vm ext4 ro 0 2\n',
  '/etc/hostname': 'parrot-vm\n',
  '/etc/hosts': '127.0.0.1 localhost parrot-vm\n',
  '/etc/systemd/system/vm-tests.service': `[Unit]
After=multi-user.target systemd-user-sessions.service
RequiresMountsFor=/srv/vm
[Service]
Type=oneshot
ExecStart=/bin/sh /srv/vm/tests.sh
ExecStopPost=/bin/systemctl --no-block poweroff
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS1
Environment=HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 NO_COLOR=1
[Install]
WantedBy=default.target
`,
}

/** What is run in it once its packages are there. */
const steps = [
  'mkdir -p /srv/vm',
  'systemctl enable vm-tests.service',
  'passwd --lock root',
  ...['alice', 'bob'].map((name) => `useradd --create-home --shell /bin/bash ${name}`),
]

/** Made once, and anew when what it is made of changes. Takes about two minutes then. */
export async function imageIn(folder: string): Promise<Image> {
  const key = createHash('sha256')
    .update(JSON.stringify([packages, files, steps]))
    .digest('hex')
    .slice(0, 12)
  const place = join(folder, `image-${key}`)
  if (!existsSync(place)) make(folder, place)
  return {root: join(place, 'root.img'), kernel: join(place, 'vmlinuz'), initrd: join(place, 'initrd')}
}

function make(folder: string, place: string): void {
  say('Making a Debian, once.')
  const staging = mkdtempSync(join(folder, 'staging-'))
  const tree = join(staging, 'tree')
  try {
    const how = ['--quiet', '--variant=minbase', `--include=${packages.join(',')}`]
    run('mmdebstrap', [...how, '--format=directory', 'bookworm', tree, ...sources()])
    for (const [path, text] of Object.entries(files)) writeFileSync(join(tree, path), text)
    run('chroot', [tree, '/bin/sh', '-ec', steps.join('\n')])
    for (const name of ['vmlinuz', 'initrd'])
      copyFileSync(
        join(tree, 'boot', globSync(`${name}*`, {cwd: join(tree, 'boot')})[0] ?? name),
        join(staging, name),
      )
    run('mke2fs', ['-q', '-t', 'ext4', '-d', tree, join(staging, 'root.img'), '4G'])
    rmSync(tree, {recursive: true})
    for (const old of globSync('image-*', {cwd: folder})) rmSync(join(folder, old), {recursive: true})
    renameSync(staging, place)
  } finally {
    rmSync(staging, {recursive: true, force: true})
  }
}

/** A Debian of this release knows where its packages come from; elsewhere mmdebstrap does. */
function sources(): readonly string[] {
  const own = readFileSync('/etc/os-release', 'utf8').includes('VERSION_CODENAME=bookworm')
  const lists = ['/etc/apt/sources.list', '/etc/apt/sources.list.d/debian.sources'].filter((file) =>
    existsSync(file),
  )
  return own ? lists : []
}
