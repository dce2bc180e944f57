/** Of a plugin's settings, and of secrets among them. No sentence here says what somebody gave for a secret. */
export const settingTexts = {
  config_program: {
    says: '{file} is a program, which Parrot runs and does not edit.',
    next: 'Write it in by hand: {lines}',
  },
  config_program_less: {
    says: '{file} is a program, which Parrot runs and does not edit.',
    next: 'Take it out by hand: {lines}',
  },
  config_not_editable: {
    says: '{file} cannot be changed in this one place without changing something else; it was left as it is.',
    next: 'Change it by hand: {lines}',
  },
  config_of_root: {
    says: '{file} belongs to root; it was left as it is.',
    next: 'Let root change it, or keep a file of your own.',
  },
  config_busy: {says: 'Another Parrot is changing the configuration.', next: 'Try again in a moment.'},
  config_unwritable: {says: '{file}: {cause}', next: 'Make room or mend the folder, then try again.'},
  config_outgrown: {
    says: '{file} would be larger than 1 MiB; it was left as it is.',
    next: 'Keep large values in a file that the plugin may read.',
  },

  setting_unset: {
    says: '"{plugin}" is not set up yet: {key} has no value. It is: {what}.',
    next: 'Set it: parrot plugin config {plugin} set {key}{value}',
  },
  setting_path_missing: {
    says: '{key} of "{plugin}" names {path}, and that cannot be opened ({cause}).',
    next: 'Make it, or mount what it is on; or name another: parrot plugin config {plugin} set {key} VALUE',
  },
  setting_unknown: {
    says: '"{plugin}" has no setting {key}.',
    next: 'See what it has: parrot plugin config {plugin}',
  },
  setting_unknown_near: {says: '"{plugin}" has no setting {key}.', next: 'Did you mean {near}?'},
  setting_wrong: {
    says: '{plugin}: {key}: found {found}, want {want}; nothing was changed.',
    next: 'Give {want}; quote what has spaces in it.',
  },
  setting_wrong_near: {
    says: '{plugin}: {key}: found {found}, want {want}; nothing was changed.',
    next: 'Did you mean {near}?',
  },
  setting_long: {
    says: '{plugin}: {key}: this is more than 64 KiB; nothing was changed.',
    next: 'Keep it in a file that the plugin may read.',
  },
  setting_nothing: {says: '{plugin}: {key}: nothing was given for it.', next: 'Give a value.'},
  setting_twice: {
    says: '{plugin}: {key}: more than one thing was given for it; nothing was changed.',
    next: 'Give one of them.',
  },
  setting_no_secret: {
    says: '{plugin}: {key} is no secret; its value stands in the configuration.',
    next: 'Give the value itself: parrot plugin config {plugin} set {key} VALUE',
  },
  setting_elsewhere: {
    says: '{plugin}: {key} is said by {from}, and that counts.',
    next: 'Change it there.',
  },
  setting_action: {
    says: 'After the name of the plugin comes get, set or unset.',
    next: 'See how it is written: parrot plugin config --help',
  },
  setting_extra: {
    says: 'Only set takes a value; nothing was changed.',
    next: 'See how it is written: parrot plugin config --help',
  },
  setting_form: {
    says: 'The name of a setting is written in capitals, such as API_KEY; nothing was changed.',
    next: 'See what there is: parrot plugin config NAME',
  },
  setting_flag: {
    says: 'There is a flag too many, which is not repeated here because it may be a secret; nothing was changed.',
    next: 'A value that begins with a dash comes after "--". See: parrot plugin config --help',
  },
  setting_flag_near: {says: 'There is no such flag; nothing was changed.', next: 'Did you mean {near}?'},
  setting_held: {
    says: '"{name}" would now be given more than was approved: {words}.',
    next: 'It takes effect after: parrot plugin approve {name}',
  },

  secret_argument: {
    says: '{plugin}: {key} is a secret, and a command line is seen by others and kept in the history; nothing was changed.',
    next: 'Ask for a new secret if that was the real one. Then be asked for it: parrot plugin config {plugin} set {key}',
  },
  secret_needed: {
    says: '{plugin}: {key} is a secret, and there is nobody at a terminal to ask for it.',
    next: 'Give it by --stdin, or say where it is: --from-file, --from-env or --credential.',
  },
  secret_stdin: {
    says: '{plugin}: {key}: what came on stdin is not UTF-8 text of at most 64 KiB; nothing was changed.',
    next: 'Send the secret and nothing else.',
  },
  secret_left: {
    says: '{plugin}: {key}: nothing was given, and nothing changed.',
    next: 'Ask again when you have it.',
  },
  secret_empty: {
    says: '{plugin}: {key}: an empty text is no secret; nothing was changed.',
    next: 'Give the secret.',
  },
  secret_wrong: {
    says: '{plugin}: {key}: what was given is not shown, and is not {want}; nothing was changed.',
    next: 'Give {want}.',
  },
  secret_reference: {
    says: '{plugin}: {key} is neither text nor a reference of one word: file, env or credential.',
    next: 'Give it again: parrot plugin config {plugin} set {key}',
  },
  secret_missing: {
    says: '{plugin}: {key} is to come from {file}, which is not there.',
    next: 'Put it there, or give another: parrot plugin config {plugin} set {key}',
  },
  secret_link: {
    says: '{plugin}: {key} is to come from {file}, which is a symbolic link.',
    next: 'Name the file itself: parrot plugin config {plugin} set {key} --from-file PATH',
  },
  secret_not_a_file: {
    says: '{plugin}: {key} is to come from {file}, which is not a regular file.',
    next: 'Name a plain file: parrot plugin config {plugin} set {key} --from-file PATH',
  },
  secret_foreign: {
    says: '{plugin}: {key} is to come from {file}, which belongs to uid {owner}.',
    next: 'Take it over: chown "$(id -u)" {file}',
  },
  secret_open: {
    says: '{plugin}: {key} is to come from {file}, which others can read.',
    next: 'Close it: chmod 600 {file}. If somebody may have read it, ask for a new secret.',
  },
  secret_too_large: {
    says: '{plugin}: {key} is to come from {file}, which is larger than 64 KiB.',
    next: 'Name the right file: parrot plugin config {plugin} set {key} --from-file PATH',
  },
  secret_not_text: {
    says: '{plugin}: {key} is to come from {file}, which is not UTF-8 text.',
    next: 'Store it as text, such as base64.',
  },
  secret_closed: {
    says: '{plugin}: {key} is to come from {file}, which is closed to every plugin.',
    next: 'Give the secret itself: parrot plugin config {plugin} set {key}',
  },
  secret_unreadable: {says: '{plugin}: {key}: {file}: {cause}', next: 'Mend the file or its permissions.'},
  secret_variable: {
    says: '{plugin}: {key} is to come from the variable {name}, which is not set here.',
    next: 'Set {name} where Parrot is started.',
  },
  secret_credential: {
    says: '{plugin}: {key} is to come from the credential {name}, and systemd gave this process none.',
    next: 'Start Parrot from a unit with LoadCredential={name}:/path/to/it',
  },
  secret_folder: {
    says: '{folder} is not a folder of your own that nobody else can look into; nothing was kept there.',
    next: 'See what it is: ls -ld {folder}. Then: chmod 700 {folder}',
  },
} as const
