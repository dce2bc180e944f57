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
  config_syntax: {says: '{file}:{line}:{column}: {cause}', next: 'Mend the file, then try again.'},
  config_wrong: {says: '{file}: {path}: {cause}', next: 'Mend the file, then try again.'},
  config_project: {
    says: '{cause} The file is left out.',
    next: "A project's file may only hold plugins.<name>.<KEY>.",
  },
  home_foreign: {
    says: '{folder} belongs to uid {owner}, and you are uid {uid}; nothing was created there.',
    next: 'Run Parrot as its owner, or set HOME or PARROT_HOME to a folder of your own.',
  },
  home_link: {
    says: '{folder} is a link; what it leads to is left alone.',
    next: 'Put a real folder there, or set PARROT_HOME.',
  },
  config_weakening: {says: '{name} is ignored: it would switch a safeguard off.', next: 'Unset {name}.'},
  config_unknown: {
    says: '{plugin}: {key}: {cause}',
    next: 'Rename or remove plugins.{plugin}.{key} in the configuration.',
  },
  config_value: {says: '{plugin}: {key}: {cause}', next: 'Set plugins.{plugin}.{key} in the configuration.'},
} as const
