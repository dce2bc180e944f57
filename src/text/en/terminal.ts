export const terminalTexts = {
  editor_missing: {
    says: 'The editor {editor} cannot be started: {cause}',
    next: 'Install it, or name one that is there in EDITOR.',
  },
  editor_missing_near: {
    says: 'The editor {editor} cannot be started: {cause}',
    next: 'Install it, or take one that is there: EDITOR={near} parrot config edit',
  },
  editor_failed: {
    says: 'The editor {editor} ended with {status}; nothing was changed.',
    next: 'Try again: parrot config edit',
  },
  editor_unnamed: {
    says: 'Neither VISUAL nor EDITOR names an editor, and vi needs a terminal, which is not there.',
    next: 'Change one key: parrot config set KEY VALUE. A program that edits: EDITOR=/path/to/program parrot config edit',
  },
  result_partial: {
    says: 'What is shown is what there was until then, and not the whole.',
    next: 'To have the whole, run it again.',
  },
  not_awaited: {
    says: 'Not waited for any longer; how it ends is not known here.',
    next: 'See what is on record: parrot events list',
  },
  held_up: {
    says: '{tool} was asked to end; what is not gone in {seconds} s is killed.',
    next: 'Ctrl-C once more does not wait for that.',
  },
  update_stopped: {says: 'Not updated, because it was stopped at your word: {left}.'},
  editor_kept: {
    says: 'What you wrote is kept in {copy}',
    next: 'Take from it what you need, then delete it.',
  },
  editor_left: {
    says: 'An earlier edit left what it had in {folder}',
    next: 'Take from it what you need, then delete it.',
  },
  terminal_needed: {says: 'The menu needs a terminal.', next: 'Name a command, or see: parrot --help'},
  flag_unknown: {says: 'There is no flag {flag}.', next: 'See what there is: parrot {command} --help'},
  flag_unknown_near: {says: 'There is no flag {flag}.', next: 'Did you mean {near}?'},
  flag_without_value: {says: '{flag} takes no value.', next: 'Write {flag} alone, or leave it out.'},
  flag_needs_value: {says: '{flag} needs a value.', next: 'See how it is written: parrot {command} --help'},
  flag_twice: {
    says: '{flag} can be given only once.',
    next: 'See how it is written: parrot {command} --help',
  },
  line_wrong: {says: '{cause}.', next: 'See how it is written: parrot {command} --help'},
  too_many_words: {
    says: '{count} words are too many; at most {most} are read.',
    next: 'Give fewer of them at a time.',
  },
  word_unexpected: {
    says: 'Nothing is expected at "{word}".',
    next: 'Quote what belongs together, or see: parrot {command} --help',
  },
  argument_missing: {says: '{name} is missing.', next: 'See how it is written: parrot {command} --help'},
  argument_wrong: {says: '{name}: "{found}" is not {want}.', next: 'Give {want}.'},
  argument_wrong_near: {says: '{name}: "{found}" is not {want}.', next: 'Did you mean {near}?'},
  command_unknown: {says: 'There is no command "{name}".', next: 'See what there is: parrot --help'},
  command_unknown_below: {
    says: 'There is no command "{name}".',
    next: 'See what there is: parrot {topic} --help',
  },
  command_near: {says: 'There is no command "{name}".', next: 'Did you mean: parrot {near}'},
  input_pair: {says: '"{word}" is not an input.', next: 'Write it as name=value.'},
  plugins_left_out: {says: '{count} plugins were left out; see: parrot plugin list'},
  several_commands: {
    says: '"{name}" is a group of commands: {commands}.',
    next: 'Ask about one of them: parrot can {who} {first}',
  },
  since_wrong: {
    says: '--{flag}: "{text}" is not a time.',
    next: 'Give an age such as 90s, 30m, 1h or 2d, or a date such as 2026-11-22T08:00:00Z.',
  },
  event_type_unknown: {says: '--type: "{text}" is no type of event.', next: 'Give one of {types}.'},
  event_type_near: {says: '--type: "{text}" is no type of event.', next: 'Did you mean {near}?'},
  file_not_written: {
    says: '{file}: {cause}',
    next: 'Give a file that is not there yet, in a folder you can write.',
  },
  flag_first: {
    says: 'A command comes before its flags, and {flag} stands first.',
    next: 'See what there is: parrot --help',
  },
  flag_for_topic: {
    says: '{flag} belongs to one command of {topic}, and none is named.',
    next: 'See what there is: parrot {topic} --help',
  },
  home_missing: {
    says: 'Your home {home} is not there, and it is not for Parrot to make.',
    next: 'Set HOME to your own home, or PARROT_HOME to a folder for all that Parrot keeps.',
  },
  cache_foreign: {
    says: '{folder} belongs to somebody else.',
    next: 'Set HOME to your own home, as sudo -H does.',
  },
  input_size_wrong: {
    says: 'PARROT_MAX_INPUT_SIZE is no number of bytes from 1000 to {most}.',
    next: 'Give bytes as digits, such as 4194304, or unset it.',
  },
  broke: {says: 'Parrot itself failed: {cause}', next: 'Run it again; if it stays, run: parrot doctor'},
} as const
