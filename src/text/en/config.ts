export const configTexts = {
  config_unreadable: {says: '{file}: {cause}', next: 'Mend the file or its permissions, then try again.'},
  config_not_a_file: {says: '{file} is not a regular file.', next: 'Put a plain file there.'},
  config_foreign: {
    says: '{file} belongs to uid {owner}; who owns it could change rights here.',
    next: 'Take it over: chown "$(id -u)" {file}',
  },
  config_writable: {
    says: '{file} can be written by others, who could change rights with it.',
    next: 'Close it: chmod go-w {file}',
  },
  config_too_large: {says: '{file} is larger than {most} bytes.', next: 'Make it smaller.'},
  config_syntax: {says: '{file}:{line}:{column}: {cause}', next: 'Mend it: {mend}'},
  config_webhook_unsigned: {
    says: 'The webhook of the subscriber "{name}" has no secret: who is told cannot know that it was this machine.',
    next: 'Keep one in a file and name it beside the url: secret: {file: /path}. See docs/events.md',
  },
  config_empty: {
    says: '{file}:1:1: The file is empty; it may have been cut off while it was written.',
    next: 'Mend it: {mend}. Or delete it to have every default.',
  },
  config_wrong: {
    says: '{file}:{line}:{column}: {path}: {cause}; found {found}.',
    next: 'Mend it: {mend}',
  },
  config_wrong_number: {
    says: '{file}:{line}:{column}: {path}: {cause}; found {found}.',
    next: 'Give {want}: {mend}',
  },
  config_key: {
    says: '{file}:{line}:{column}: {path} is not a key; there are {known}.',
    next: 'Mend it: {mend}',
  },
  config_key_near: {
    says: '{file}:{line}:{column}: {path} is not a key; the nearest is {near}.',
    next: 'Mend it: {mend}',
  },
  config_project: {
    says: '{cause} The file is left out.',
    next: "A project's file may only hold plugins.<name>.<KEY>.",
  },
  config_self: {
    says: 'With this, {file} would take the right to everything from you.',
    next: 'Let another admin make the change, or leave the roles and users where they are.',
  },
  config_of_plugin: {
    says: 'Settings of plugins are set with a check of their own, which knows what is a secret.',
    next: 'parrot plugin config {name} {action} {key}{value}',
  },
  config_value_wrong: {
    says: '{key} does not take this: {cause}.',
    next: 'It takes {takes}; by default it is {standard}.',
  },
  config_rule_operation: {
    says: '{from}: The rule "{name}" looks at {operation}, which is no operation here.',
    next: 'Name one that is, or enable the plugin that has it. See: parrot plugin list',
  },
  config_rule_operation_near: {
    says: '{from}: The rule "{name}" looks at {operation}, which is no operation here; the nearest is {near}.',
    next: 'Write {near}, or enable the plugin that has {operation}.',
  },
  config_shadowed: {
    says: '{file} is not read: {by} is there, too, and counts.',
    next: 'Delete one of the two.',
  },
  config_elsewhere: {
    says: '{key} is set, and what counts is {from}.',
    next: 'Take it out there.',
  },
  config_no_key: {says: 'There is no key {key}.', next: 'See them all: parrot config show'},
  config_no_key_near: {says: 'There is no key {key}.', next: 'Did you mean {near}?'},
  config_there_json: {
    says: '{file} is there already, and JSON has no room for comments; it was left as it is.',
    next: 'To have every key, and what is set, in YAML: parrot config init --dry-run > {yaml} && rm {file}',
  },
  config_there: {
    says: '{file} is there already; it was left as it is.',
    next: 'Change it: parrot config edit',
  },
  config_moved_on: {
    says: '{file} was changed by somebody else meanwhile; it was left as they made it.',
    next: 'Edit it once more: parrot config edit',
  },
  config_whole: {says: 'Nothing is broken here.', next: 'parrot config edit, or parrot config rollback'},
  config_edit_program: {
    says: '{file} is a program; it would have to be run to be checked.',
    next: 'Edit it with an editor, then: parrot config check',
  },
  config_check_program: {
    says: '{file} is a program; it is run as the configuration and never to be checked.',
    next: 'Put it in its place, then: parrot config check',
  },
  config_check_missing: {says: 'There is no file {file}.', next: 'Name one that is there.'},
  config_check_kind: {
    says: '{file} is no kind of configuration.',
    next: 'Name a .json, .yaml, .yml or .env file.',
  },
  config_history_empty: {
    says: 'There is no other configuration that was good.',
    next: 'One is kept with each change by parrot config init, set, unset, edit and rollback, and by parrot config check.',
  },
  config_history_none: {says: 'There is no number {number}.', next: 'See them: parrot config history'},
  config_rollback_useless: {
    says: 'There is nothing to take back: {file} is not what is wrong; it was left as it is.',
    next: 'Mend what is named here, then: parrot config check',
  },
  config_history_other: {
    says: 'Number {number} was {name}, and now {file} is there.',
    next: 'Move {file} away, then try again.',
  },
  config_waits: {
    says: 'The last change waits to be confirmed until {until}.',
    next: 'Let it stand: parrot config confirm. Or take it back: parrot config rollback',
  },
  config_time: {
    says: '{text} is no time that a change can wait for.',
    next: 'Say it as 30s, 5m or 2h, up to 24h.',
  },
  config_none_waits: {
    says: 'No change waits to be confirmed.',
    next: 'See what there was: parrot config history',
  },
  reload_refused: {
    says: 'What the files say was not taken; all is as it was.',
    next: 'Mend them: parrot config check',
  },
  reload_nobody: {
    says: 'No server runs here; the files are right, and whatever starts takes them.',
    next: 'Start one: parrot server start',
  },
  server_refuses: {says: '{cause}', next: 'Mend it, then: parrot config reload'},
  reload_restart: {
    says: 'Changed, but only after the next start: {keys}.',
    next: 'Start anew what serves.',
  },
  home_foreign: {
    says: '{folder} belongs to uid {owner}, and you are uid {uid}; nothing was created there.',
    next: 'Run Parrot as its owner, or set {variable} to a folder of your own.',
  },
  home_link: {
    says: '{folder} is a link; what it leads to is left alone.',
    next: 'Put a real folder there, or set PARROT_HOME.',
  },
  home_unmade: {
    says: 'The folder {folder} cannot be made: {cause}',
    next: 'Nothing runs unrecorded. Make room for it, or set PARROT_HOME to a folder that you can write.',
  },
  home_no_folder: {
    says: '{folder} is no folder, and Parrot keeps its records there.',
    next: 'Nothing runs unrecorded. Move it away, or set PARROT_HOME to a folder that you can write.',
  },
  config_weakening: {
    says: '{name} is ignored: it would switch a safeguard off ({from}).',
    next: 'Unset {name}.',
  },
  config_variable: {
    says: '{place}: {cause}',
    next: 'Set {name} to something else, or unset it, then: parrot config check',
  },
  config_variable_shell: {
    says: '{name} is set in this environment only; cron and a server that was started elsewhere do not see it.',
    next: 'Write it into config.env beside the configuration: {name}=…',
  },
  config_variable_wrong: {
    says: '{place}: found {found}, want {want}.',
    next: 'Set {name} to {want}, or unset it, then: parrot config check',
  },
  config_variable_unknown: {
    says: "{from}: {name} is no variable of Parrot's; it is ignored.",
    next: 'Take the line out.',
  },
  config_variable_instead: {
    says: '{from}: {name} does nothing here.',
    next: 'Say it with {instead}.',
  },
  config_variable_near: {
    says: "{from}: {name} is no variable of Parrot's; it is ignored. The nearest is {near}.",
    next: 'Write {near}, or take the line out.',
  },
  config_profile: {
    says: 'There is no profile "{name}", which {from} asks for.',
    next: 'Write it to {file}, or leave {from} out.',
  },
  config_profile_name: {
    says: '{from}: a profile is named in small letters, digits, "-" and "_".',
    next: 'Name one that lies in the folder profiles/ beside the configuration.',
  },
  config_unknown: {
    says: '{plugin}: {key}: {cause}',
    next: 'Rename or remove plugins.{plugin}.{key} in the configuration.',
  },
  config_unknown_at: {says: '{from}: {plugin}: {key}: {cause}', next: 'Rename it there, or take it out.'},
  config_value_at: {says: '{from}: {plugin}: {key}: {cause}', next: 'Give {want} there, or take it out.'},
  config_value: {
    says: '{plugin}: {key}: {cause}',
    next: 'Set plugins.{plugin}.{key} in the configuration to {want}.',
  },
} as const
