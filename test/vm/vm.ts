import {parseArgs} from 'node:util'
import {boot} from './boot.ts'
import {imageIn} from './image.ts'
import {diskIn} from './disk.ts'
import {cacheFolder, need} from './host.ts'

/**
 * `npm run vm`: boots a Debian whose first process is a real systemd, installs Parrot in it as it would be anywhere, and runs test/vm/inside there.
 * `--only service,user` runs these files of them; `--shell` waits for somebody who connects to a root shell on a socket it names. Its status is the tests'.
 */
const {values} = parseArgs({options: {only: {type: 'string'}, shell: {type: 'boolean', default: false}}})
need({'qemu-system-x86_64': 'qemu-system-x86', mmdebstrap: 'mmdebstrap', mke2fs: 'e2fsprogs'})
const folder = cacheFolder()
const image = await imageIn(folder)
process.exitCode = await boot({...image, disk: diskIn(folder, values.only), folder, shell: values.shell})
