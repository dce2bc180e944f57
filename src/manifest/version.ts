type Triple = readonly [number, number, number]

const semver = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/
const comparator = /^(\^|~|>=|>|<=|<|=)?(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/

export const versionWanted = 'a semantic version such as "1.0.0"'
export const rangeWanted = 'a version range such as "^1.2.0", "~1.2.0", "1.2.3" or ">=1.2.0 <3.0.0"'

/** Is this MAJOR.MINOR.PATCH, with or without a pre-release and a build? */
export function isVersion(text: string): boolean {
  return text.length <= 64 && semver.test(text)
}

/** Is this one to four of `1.2.3`, `^1.2.3`, `~1.2.3`, `>=`, `>`, `<=`, `<`, with one space between, all of which must hold? */
export function isRange(text: string): boolean {
  const parts = text.split(' ')
  return parts.length <= 4 && parts.every((part) => comparator.test(part))
}

/**
 * Does `version` lie in `range`? `^` keeps the leftmost number that is not 0, `~` the minor one, as npm has it. A
 * pre-release stands just below its release, so `^2.0.0` does not take `2.0.0-rc.1`. False for what is not a version.
 */
export function satisfies(version: string, range: string): boolean {
  const [, major, minor, patch, before] = semver.exec(version) ?? []
  if (major === undefined) return false
  const found: Triple = [Number(major), Number(minor), Number(patch)]
  return range.split(' ').every((part) => holds(found, before !== undefined, part))
}

/** Is `version` one that came before `other`? A pre-release did before its release; two of them are taken as equal. */
export function isOlder(version: string, other: string): boolean {
  return !satisfies(version, `>=${other.split(/[-+]/)[0]}`) && !isEarly(other, version)
}

/** Are both pre-releases of the same release? */
function isEarly(a: string, b: string): boolean {
  return a.includes('-') && b.includes('-') && a.split('-')[0] === b.split('-')[0]
}

function holds(found: Triple, early: boolean, part: string): boolean {
  const [, sign = '=', ...numbers] = comparator.exec(part) ?? []
  const [major = Number.NaN, minor = 0, patch = 0] = numbers.map(Number)
  const wanted: Triple = [major, minor, patch]
  const difference = compare(found, wanted) || (early ? -1 : 0)
  switch (sign) {
    case '>=':
      return difference >= 0
    case '>':
      return difference > 0
    case '<=':
      return difference <= 0
    case '<':
      return difference < 0
    case '^':
      return difference >= 0 && compare(found, afterCaret(wanted)) < 0
    case '~':
      return difference >= 0 && compare(found, [major, minor + 1, 0]) < 0
    default:
      return difference === 0
  }
}

function afterCaret([major, minor, patch]: Triple): Triple {
  if (major > 0) return [major + 1, 0, 0]
  return minor > 0 ? [0, minor + 1, 0] : [0, 0, patch + 1]
}

function compare(a: Triple, b: Triple): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}
