/** What stands where a secret was. */
export const redacted = '[redacted]'

/** Does a field, flag or variable of this name hold a secret? `dbPassword`, `x-api-key`, `GITHUB_TOKEN`, `Set-Cookie`. */
export function namesSecret(name: string): boolean {
  const low = name.toLowerCase()
  return word.test(low) || shortName.test(low)
}

/** The text without the secrets that their shape gives away. Takes time in proportion to the length, whatever the text. */
export function withoutShapes(text: string): string {
  let clean = text
  if (clean.includes('-----BEGIN')) clean = clean.replace(privateKey, redacted)
  if (clean.includes('://')) clean = clean.replace(userInfo, `$1${redacted}@`)
  if (clean.includes('prk_')) clean = clean.replace(ownKey, (_, id?: string) => `prk_${id ?? ''}${redacted}`)
  if (clean.length >= 20) clean = clean.replace(token, redacted)
  if (clean.includes('-u')) clean = clean.replace(userFlag, `$1${redacted}`)
  return word.test(clean.toLowerCase()) ? withoutNamed(clean) : clean
}

function withoutNamed(text: string): string {
  return text
    .replace(header, `$1${redacted}`)
    .replace(bearer, `$1${redacted}`)
    .replace(assigned, `$1${redacted}`)
    .replace(flagged, `$1${redacted}`)
}

const words = String.raw`(?:pass(?:word|wd|phrase|code)|pwd|secret|token|(?:api|access|private|signing)[-_ ]?key|authori[sz]ation|cookie|credential|bearer|pepper)`
const word = new RegExp(words)
const shortName = /(?:^|[^a-z])(?:auth|otp|totp|jwt|psk|pin|sid)$/

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
  String.raw`(${words}[\w-]{0,20}[\\"']{0,2}\s{0,3}[=:]\s{0,3})(?![\\"']{0,2}\[redacted\])(?:\\?"(?:\\.|[^"\\])*"?|'[^']*'?|[^\s,;&"'})\]]+)`,
  'gi',
)
/** `--password …` */
const flagged = new RegExp(String.raw`(${words}(?<=(?:^|\s)--?[\w-]{1,60})[\w-]{0,20}\s{1,3})[^\s-]\S*`, 'gi')

/** What the providers' own documents say their keys begin with, then JSON Web Tokens and Telegram's bots. */
const token = new RegExp(
  `(?<![A-Za-z0-9])(?:${[
    String.raw`gh[pousr]_\w{20,}`,
    String.raw`github_pat_\w{20,}`,
    String.raw`gl(?:pat|ptt|rt|cbt|dt|soat|ft)-[\w-]{16,}`,
    String.raw`xox[a-z]-[\w-]{10,}`,
    String.raw`xapp-[\w-]{10,}`,
    String.raw`(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}`,
    String.raw`AIza[\w-]{30,}`,
    String.raw`GOCSPX-[\w-]{20,}`,
    String.raw`ya29\.[\w-]{20,}`,
    String.raw`sk-[\w-]{20,}`,
    String.raw`[srp]k_(?:live|test)_\w{16,}`,
    String.raw`whsec_[\w+/=]{16,}`,
    String.raw`npm_\w{30,}`,
    String.raw`pypi-[\w-]{30,}`,
    String.raw`hf_\w{30,}`,
    String.raw`do[opr]_v1_\w{40,}`,
    String.raw`hv[sbr]\.[\w-]{20,}`,
    String.raw`tskey-[\w-]{16,}`,
    String.raw`dckr_pat_[\w-]{20,}`,
    String.raw`shp(?:at|ca|pa|ss)_\w{30,}`,
    String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`,
    String.raw`AGE-SECRET-KEY-1[A-Z0-9]{50,}`,
    String.raw`eyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?`,
    String.raw`\d{8,10}:AA[\w-]{30,}`,
  ].join('|')})`,
  'g',
)
