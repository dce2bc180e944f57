import {readdirSync, readFileSync, realpathSync, statSync} from 'node:fs'
import {within} from '../rbac/area/fs.ts'
import type {Policy} from './policy.ts'

/** In a home: keys, tokens, browsers, and what is written along at a prompt. */
const inHomes = words(`
  .ssh .gnupg .pki .netrc .password-store .local/share/keyrings .config/op .config/1Password .config/sops .vault-token
  .aws .azure .kube .docker .config/gcloud .config/doctl .config/rclone .terraform.d .s3cfg .boto .oci
  .git-credentials .config/git/credentials .config/gh .config/hub .config/glab-cli
  .npmrc .yarnrc.yml .pypirc .cargo/credentials .cargo/credentials.toml .gem/credentials .m2/settings.xml
  .pgpass .my.cnf .mylogin.cnf
  .mozilla .thunderbird .config/google-chrome .config/chromium .config/BraveSoftware .config/microsoft-edge
  .config/vivaldi snap/firefox .var/app
  .bash_history .zsh_history .local/share/fish .python_history .node_repl_history .psql_history .mysql_history
`)
/** Of every user, beside the one that is `own`: with the key of another Parrot its lock and its journal could be sealed anew. */
const parrots = words('.config/parrot .local/share/parrot .local/state/parrot .cache/parrot')
const inEtc = words(`
  shadow shadow- gshadow gshadow- sudoers sudoers.d security/opasswd ssl/private krb5.keytab
  ssh/ssh_host_dsa_key ssh/ssh_host_ecdsa_key ssh/ssh_host_ed25519_key ssh/ssh_host_rsa_key
  wireguard openvpn ipsec.secrets ipsec.d/private letsencrypt/archive letsencrypt/live letsencrypt/keys letsencrypt/accounts
  NetworkManager/system-connections wpa_supplicant netplan ppp/chap-secrets ppp/pap-secrets
  mysql/debian.cnf docker/key.json kubernetes rancher`).map((name) => `/etc/${name}`)

/**
 * Hides what is secret below the granted folder `path`, as it is now; what a grant names itself is not hidden by it.
 * `own` is Parrot's own state; that, and what other Parrots have where they usually have it, is all that is hidden where that
 * of the machine is `open`.
 */
export function maskSecrets(policy: Policy, path: string, own: readonly string[], open = false): void {
  for (const secret of secretsBelow(path, own, open)) {
    if (secret.folder) policy.words.push('--perms', '0555', '--size', '4096', '--tmpfs', secret.path)
    else policy.words.push('--ro-bind', '/dev/null', secret.path)
  }
}

/** Is `path` one of the secrets that a grant of a folder above it would not show, or in one? */
export function isSecret(path: string, own: readonly string[]): boolean {
  const named = [...usual(path, false), ...own]
  return [...named, ...named.flatMap(existing).map((secret) => secret.path)].some((secret) =>
    within(path, secret),
  )
}

function secretsBelow(
  path: string,
  own: readonly string[],
  open: boolean,
): {path: string; folder: boolean}[] {
  const real = [...usual(path, open), ...own].filter((secret) => within(secret, path)).flatMap(existing)
  const below = real.filter((secret) => secret.path !== path && within(secret.path, path))
  return [...new Map(below.map((secret) => [secret.path, secret])).values()]
}

function usual(path: string, open: boolean): string[] {
  const names = open ? parrots : [...inHomes, ...parrots]
  const homes = homesMeeting(path).flatMap((home) => names.map((name) => `${home}/${name}`))
  return [...homes, '/etc/parrot', ...(open ? [] : inEtc)]
}

/** Where a secret really is: a link to another place under the grant must not lead around its mask. */
function existing(secret: string): {path: string; folder: boolean}[] {
  try {
    // Node's own would take the .. in a link's target for text, and lose what that leads to.
    const path = realpathSync.native(secret)
    return [{path, folder: statSync(path).isDirectory()}]
  } catch {
    return []
  }
}

/** Homes that a grant of `path` opens, or opens a part of. */
function homesMeeting(path: string): string[] {
  const listed = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':')[5] ?? '')
  const lying = names('/home').map((name) => `/home/${name}`)
  return [...new Set([...listed, ...lying, '/root'])].filter(
    (home) => home.length > 1 && (within(home, path) || within(path, home)),
  )
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}
