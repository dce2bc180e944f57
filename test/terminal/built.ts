import {execFileSync} from 'node:child_process'
import {join} from 'node:path'

/** The tests of the program run the program: it is built once, before all of them. */
export default function build(): void {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/build.ts')], {stdio: 'inherit'})
}
