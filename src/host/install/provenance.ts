/** Where the files of an installed plugin came from. */
export type Provenance = {
  /** What was asked for, complete and absolute, as `update` asks again: `npm:weather@^1.2.0`, `git+https://…#main`, `/home/ada/weather`. */
  readonly source: string
  /** What that was at the time: the address of a tarball, the address and commit of a git repository, the folder. */
  readonly resolved: string
  /** Of the tarball, as npm writes it: `sha512-…`. Absent where there was none. */
  readonly integrity?: string
}
