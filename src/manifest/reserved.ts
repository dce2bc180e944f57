/** The words that Parrot's own commands begin with. Plugins shipped with Parrot may carry one; a stranger's may not. */
export const coreWords: ReadonlySet<string> = new Set(
  `alert alerts approvals audit autocomplete can completion config cron dashboard doctor events facts freeze help install key login logout logs
   mcp menu parrot plugin plugins reload reload_config role roles root run sandbox schedule server setup_cron status uninstall update
   upgrade user users version whoami workflow`.split(/\s+/),
)

/** The flags that every command has already, as the input names that would become them. */
export const coreFlags: ReadonlySet<string> = new Set(
  'dry_run exit_code help json lang profile unsandboxed version'.split(' '),
)

const exactly = new Set(
  `BASH BASHOPTS CDPATH DIRSTACK ENV EPOCHREALTIME EPOCHSECONDS EUID EXECIGNORE FUNCNAME FUNCNEST GLIBC_TUNABLES GLOBIGNORE GROUPS
   HISTCMD HOME HOSTALIASES IFS LINENO OPTERR OPTIND PIPESTATUS POSIXLY_CORRECT PPID RANDOM SECONDS SHLVL SRANDOM TMOUT UID _ JAVA_TOOL_OPTIONS LANG LANGUAGE LOCPATH LOGNAME MANPATH
   OLDPWD PATH PROMPT_COMMAND PWD SHELL SHELLOPTS TERM TMPDIR TMP TEMP TZDIR USER ZDOTDIR`.split(/\s+/),
)
const beginnings =
  /^(?:BASH_|CURL_|DYLD_|GCONV_|GIT_|JDK_|LC_|LD_|MALLOC_|NODE_|NPM_|OPENSSL_|PARROT_|PERL|PS\d|PYTHON|RES_|RUBY|SSL_|XDG_)/

/** May no configuration key be called this, because a loader, a shell, an interpreter or Parrot itself would obey it? */
export function isReservedVariable(name: string): boolean {
  return exactly.has(name) || beginnings.test(name) || name.endsWith('_PROXY')
}
