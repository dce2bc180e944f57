import {remember} from './remember.ts'

/** What stands where a secret was. */
export const redacted = '[redacted]'

/** Does a field, flag or variable of this name hold a secret? `dbPassword`, `x-api-key`, `GITHUB_TOKEN`, `Set-Cookie`. */
export const namesSecret = remember((name: string): boolean => {
  const low = name.toLowerCase()
  return (
    word.test(low) || ends.some((end) => low === end || separators.some((one) => low.endsWith(one + end)))
  )
})

/**
 * The text without the secrets that their shape gives away, in time proportional to its length. What replaces is met only where one of
 * its fixed parts is there: making all of it would take longer than the rest of an event.
 */
export function withoutShapes(text: string): string {
  let clean = text
  if (clean.includes('-----BEGIN')) clean = clean.replace(privateKey, redacted)
  if (clean.includes('://')) clean = clean.replace(userInfo, `$1${redacted}@`)
  if (clean.includes('prk_')) clean = clean.replace(ownKey, (_, id?: string) => `prk_${id ?? ''}${redacted}`)
  if (clean.includes('-u')) clean = clean.replace(userFlag, `$1${redacted}`)
  if (clean.length >= 16 && tokenStart.test(clean)) clean = clean.replace(token, redacted)
  return mark.test(clean) && word.test(clean.toLowerCase()) ? withoutNamed(clean) : clean
}

function withoutNamed(text: string): string {
  return text
    .replace(header, `$1${redacted}`)
    .replace(bearer, `$1${redacted}`)
    .replace(assigned, `$1${redacted}`)
    .replace(flagged, `$1${redacted}`)
}

/** One of these fixed parts. To look for them one by one takes five times as long, and twenty times in a process that just began. */
const anyOf = (parts: readonly string[]) => new RegExp(parts.join('|').replaceAll('.', String.raw`\.`))

/** Parts of a name, in lower case, that tell that a secret is meant. */
const words = [
  'password passwd passphrase passcode pwd secret token cookie credential bearer pepper authorization authorisation'.split(
    ' ',
  ),
  ['api', 'access', 'private', 'signing'].flatMap((kind) =>
    ['', '-', '_', ' '].map((gap) => `${kind}${gap}key`),
  ),
].flat()
const word = anyOf(words)
/** Too short to be looked for inside a word. */
const ends = ['auth', 'otp', 'totp', 'jwt', 'psk', 'pin', 'sid']
const separators = ['_', '-', '.', ' ']

/** One of these stands between a name and its value. */
const mark = /[:= \t\n]/
const named = `(?:${words.join('|')})`

// Each quantifier below is bounded, or ends where what follows cannot begin: no text makes a search slow.
const privateKey =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----|$)/g
const userInfo = /\b([A-Za-z][A-Za-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>]{1,1024}@/g
const ownKey = /(?<![A-Za-z0-9])prk_(?:([A-Za-z0-9]{10}_)[\w-]{8,}|[\w-]{16,})/g
const userFlag = /((?:^|\s)(?:-u|--user)[\s=]{1,3}[^\s:]{1,256}:)\S+/g
const header =
  /\b((?:authorization|cookie|x-api-key|x-auth-token)[\\"']{0,2}\s{0,3}[:=]\s{0,3})(?:\\?"(?:\\.|[^"\\])*"?|'[^']*'?|[^\r\n]+)/gi
const bearer = /\b(bearer\s{1,3})[\w.~+/-]{6,}=*/gi

/** `password=…`, `"token": "…"`, `DB_SECRET: …`, also inside JSON inside JSON. */
const assigned = new RegExp(
  String.raw`(${named}[\w-]{0,20}[\\"']{0,2}\s{0,3}[=:]\s{0,3})(?![\\"']{0,2}\[redacted\])(?:\\?"(?:\\.|[^"\\])*"?|'[^']*'?|[^\s,;&"'})\]]+)`,
  'gi',
)
/** `--password …` */
const flagged = new RegExp(String.raw`(${named}(?<=(?:^|\s)--?[\w-]{1,60})[\w-]{0,20}\s{1,3})[^\s-]\S*`, 'gi')

/** How providers' keys begin, and what follows. Then JSON Web Tokens and the keys of Telegram's bots. */
const tokens: readonly (readonly [starts: readonly string[], rest: string])[] = [
  [['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'], String.raw`\w{20,}`],
  [['glpat-', 'glptt-', 'glrt-', 'glcbt-', 'gldt-', 'glsoat-', 'glft-'], String.raw`[\w-]{16,}`],
  [['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'], String.raw`[\w-]{10,}`],
  [['AKIA', 'ASIA', 'ABIA', 'ACCA'], '[A-Z0-9]{16}'],
  [['AIza', 'GOCSPX-', 'ya29.'], String.raw`[\w-]{20,}`],
  [['sk-', 'tskey-', 'dckr_pat_', 'pypi-', 'npm_', 'hf_'], String.raw`[\w-]{20,}`],
  [['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'whsec_'], String.raw`[\w+/=]{16,}`],
  [['dop_v1_', 'dor_v1_', 'shpat_', 'shpca_', 'shppa_', 'shpss_'], '[a-f0-9]{30,}'],
  [['hvs.', 'hvb.', 'hvr.', 'SG.'], String.raw`[\w.-]{20,}`],
  [['eyJ'], String.raw`[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?`],
]
const telegram = String.raw`\d{8,10}:AA[\w-]{30,}`
/** Nothing else has this in it, so also where it was cut off or stands right behind a letter. */
const ageStarts = ['AGE-SECRET-KEY-1', 'AGE-SECRET-KEY-PQ-1']
const age = `(?:${ageStarts.join('|')})[A-Z0-9]{4,}`
const tokenStart = anyOf([...tokens.flatMap(([starts]) => starts), ...ageStarts, ':AA'])
const shapeOf = ([starts, rest]: (typeof tokens)[number]) =>
  `(?:${starts.join('|').replaceAll('.', String.raw`\.`)})${rest}`
const token = new RegExp(`(?<![A-Za-z0-9])(?:${[...tokens.map(shapeOf), telegram].join('|')})|${age}`, 'g')
