import {configKeys, sections, type Key, type Taken} from '../../src/config/keys.ts'
import {variables, type Effect} from '../../src/config/variables.ts'

/** The page about the configuration: its tables are the schema's. */
export function configPage(): string {
  return [
    intro,
    ...sections().flatMap(({name, says}) => [`### ${name}`, says, table(keysIn(name))]),
    rest,
    variableTable(),
  ]
    .join('\n\n')
    .concat('\n')
}

const keysIn = (name: string) => configKeys().filter(({path}) => path[0] === name && path.length > 1)

function table(keys: readonly Key[]): string {
  const rows = keys.map(
    ({key, says, ...about}) => `| \`${key}\` | ${typeOf(about)} | ${standard(about)} | ${says} |`,
  )
  return ['| key | type | default | |', '|---|---|---|---|', ...rows].join('\n')
}

function typeOf({type, orTable, also, minimum, maximum}: Taken): string {
  const kind = orTable ? `${type} or table` : type
  if (minimum === undefined) return kind
  const range = maximum === undefined ? `at least ${minimum}` : `${minimum} to ${maximum}`
  return `${kind}, ${also === undefined ? '' : `${also} or `}${range}`
}

const standard = ({default: value}: Pick<Key, 'default'>) =>
  value === undefined ? '' : `\`${JSON.stringify(value)}\``

function variableTable(): string {
  const listening = [...variables].filter(
    ([, effect]) => !('later' in effect) || effect.instead !== undefined,
  )
  const waiting = [...variables].filter(([, effect]) => 'later' in effect && effect.instead === undefined)
  const rows = listening.map(([name, effect]) => `| \`${name}\` | ${does(effect)} |`)
  return [
    ['| variable | what it does |', '|---|---|', ...rows].join('\n'),
    `Accepted, so that an old \`config.env\` keeps working, and said by \`parrot config show\`; nothing listens to them yet:\n${waiting
      .map(([name]) => `\`${name}\``)
      .join(' ')}.`,
  ].join('\n\n')
}

function does(effect: Effect): string {
  if ('key' in effect) return `sets \`${effect.key}\``
  if ('plugin' in effect) return `the setting \`${effect.plugin}\` of the plugins that come with Parrot`
  if ('always' in effect)
    return `always \`${effect.always}\`; anything else would switch a safeguard off and is ignored with a warning`
  if ('place' in effect) return 'read before any file is'
  return `does nothing; see \`${effect.instead}\``
}

const intro = `# Configuration

<!-- Written by npm run generate, from src/config/schema.ts. -->

Parrot works without any. What you want otherwise goes into a file: \`parrot config init\` writes one that has every key in it as a
comment, and names its JSON Schema, so that editors complete it.

| | |
|---|---|
| \`parrot config init\` | writes \`config.yaml\` with every key, its sentence and its default; into one that is there come the keys that it lacks, but for JSON, which has no room for comments |
| \`parrot config show [--origin]\` | every value that holds, and the file, line or variable that says so |
| \`parrot config get KEY\` | one value, as a script wants it: a list one item a line, JSON where a value has parts of its own |
| \`parrot config set KEY VALUE…\` | changes one key; comments and order stay. \`--dry-run\` says what it would do |
| \`parrot config unset KEY\` | takes one key out |
| \`… --commit-confirm 5m\` | with \`set\`, \`unset\` and \`edit\`: taken back after that time, also across a restart, unless \`parrot config confirm\` comes first |
| \`parrot config check [FILE]\` | what is wrong, by file, line and column; exit 3 where something is. Runs nothing of the file |
| \`parrot config edit\` | a copy in \`$VISUAL\` or \`$EDITOR\`, put in place whole, and only if it is right; what an edit that was killed has left of it is named by the next |
| \`parrot config diff\` | what is not as it is by default |
| \`parrot config history\` | the last 20 that were good: what \`init\`, \`set\`, \`unset\`, \`edit\` and \`rollback\` wrote, what \`check\` found, and what a reload took of an edit by hand |
| \`parrot config rollback [NUMBER]\` | puts one of them back; again, to undo it |

To read needs \`config:read\`, to change \`config:edit\`; of the roles that come with Parrot only \`admin\` has them. While the configuration is
broken no role can be known: nothing runs then but \`parrot doctor\`, \`parrot config check\`, \`edit\`, \`history\` and \`rollback\`, and
\`parrot server status\`, \`logs\` and \`stop\`, which show and change only what belongs to whoever is at the terminal. Changes are not
offered to agents at all.

## Where it is read

The later goes over the earlier, key by key:

1. what is built in
2. \`/etc/parrot/config.json\`, \`.yaml\`, \`.yml\`, or a program: \`.js\`, \`.mjs\`, \`.cjs\`, \`.ts\`; the first that is there
3. the same in \`~/.config/parrot\`, or in \`config\` below \`$PARROT_HOME\`
4. \`profiles/NAME.yaml\` or \`.json\` beside it, with \`--profile NAME\` or \`PARROT_PROFILE\`
5. \`config.env\` in those two folders: \`NAME=value\` as a shell would read it, but nothing in it is run; \`$HOME\`, \`$SCRIPT_DIR\`,
   \`$PARROT_BASE_DIR\`, \`$PARROT_LOG_DIR\`, \`$PARROT_IPC_DIR\`, \`$XDG_RUNTIME_DIR\` and names from lines above stand for what they are
6. \`PARROT_*\` in the environment

A project's \`.parrotrc\` or \`parrot.config\` in the working folder, JSON or YAML, may only tune settings of plugins, below all of these; root
never reads one.

A file that somebody else owns or could write to is refused, with the command that mends it; so is one that is empty, cut off, larger than
1 MiB, nested deeper than 32, or holds a key twice. Then nothing runs: half a configuration could allow what the whole one forbids.

A program runs in a process of its own, for at most 10 s and in 256 MiB, and gives what JSON has. It may read files and import what lies
beside it; it writes nothing, starts nothing, asks nobody, and sees no variable but \`PATH\`, \`LANG\` and \`HOME\`; what it prints goes
nowhere. It is run anew when it, or a file that it imports, is another.

What serves (\`parrot mcp\`, \`parrot server\`) takes a changed file within a second, whole, once it has stood still for a moment; calls in
flight keep what they began with. A file that is wrong changes nothing there: the old one holds on, and \`CONFIG_REFUSED\` in the log says why,
by file and line. With \`reload.watch: false\` only roles, users and plugins are followed; the rest is taken on SIGHUP or by the tool
\`reload_config\`.

History lies in \`~/.local/state/parrot/config-history\`, for your eyes only. It holds files as they were: what stood in one as text, also a
secret, stands there until 20 newer ones have come. Keep secrets in files of their own (\`parrot plugin config NAME set KEY\` does).

## Keys`

const rest = `### plugins

Values for the settings of each plugin, as \`plugins.<name>.<KEY>\`. \`parrot plugin config NAME\` shows them with what they take, and sets them.

### subscribers

Who is told of which events; [events.md](events.md) shows how they are written. Of two files that name the same subscriber the later counts.

## Variables

In the environment or in \`config.env\`. An empty one counts as not set.`
