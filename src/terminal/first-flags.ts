type Words = {readonly argv: readonly string[]; readonly profile?: string; readonly lang?: string}

/**
 * A command line without `--profile NAME`, which says what configuration there is, and `--lang NAME`, which says what everything is told
 * in: both come before all else. `plugin new` has a `--lang` of its own.
 */
export function withoutFirst(argv: readonly string[]): Words {
  const {rest, value: profile} = without(argv, 'profile')
  const own = /^plugins?(?: |:|_)new\b/.test(rest.slice(0, 2).join(' '))
  const {rest: left, value: lang} = own ? {rest, value: undefined} : without(rest, 'lang')
  return {argv: left, ...(profile !== undefined && {profile}), ...(lang !== undefined && {lang})}
}

/** The words without this flag, and what was given for it: a space where that is nothing. */
function without(
  argv: readonly string[],
  name: string,
): {readonly rest: readonly string[]; readonly value?: string} {
  const end = argv.indexOf('--')
  const at = argv.findIndex(
    (word, index) => (end === -1 || index < end) && (word === `--${name}` || word.startsWith(`--${name}=`)),
  )
  if (at === -1) return {rest: argv}
  const [, written] = new RegExp(`^--${name}=(.*)$`, 's').exec(argv[at] ?? '') ?? []
  return {
    rest: [...argv.slice(0, at), ...argv.slice(at + (written === undefined ? 2 : 1))],
    value: (written ?? argv[at + 1]) || ' ',
  }
}
