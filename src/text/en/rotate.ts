export const rotateTexts = {
  rotate_setting: {
    says: '{key} cannot be "{value}".',
    next: 'See what it may be: parrot plugin config log_rotate',
  },
  rotate_busy: {
    says: 'Another rotation is under way.',
    next: 'Wait for it to end, and run it again.',
  },
  log_folder_missing: {
    says: '{folder} is not there.',
    next: 'Mend LOG_DIRS: parrot plugin config log_rotate',
  },
  log_folder_link: {
    says: '{folder} is no folder, or a link leads to it.',
    next: 'Name the folder itself, as realpath(1) shows it.',
  },
  log_folder_open: {
    says: 'Everybody may write to {folder}; nothing is rotated there.',
    next: 'Take that away: chmod o-w {folder}',
  },
  log_folder_own: {
    says: "{folder} holds Parrot's own records, which are no logs; nothing is rotated there.",
    next: 'Take it out of LOG_DIRS: parrot plugin config log_rotate',
  },
  log_folder_failed: {says: '{folder} cannot be looked at: {cause}'},
  log_is_link: {says: 'it is a link, and links are not followed'},
  log_not_file: {says: 'it is no plain file'},
  log_own: {says: "it is one of Parrot's own records"},
  log_hard_links: {says: 'it has more than one name'},
  log_foreign: {says: 'it belongs to uid {uid}, gid {gid}, and a new one could not'},
  log_name_long: {says: 'with a date its name would be longer than 255 bytes'},
  log_taken: {says: 'something else has the name that it would get'},
  log_failed: {
    says: '{file} could not be rotated: {cause}',
    next: 'Its lines are where they were, or in the newest rotated file.',
  },
  archive_written: {says: 'somebody still writes to it'},
  archive_failed: {
    says: '{file} could not be compressed: {cause}',
    next: 'It stays as it is until the next run.',
  },
  archive_stays: {says: '{file} could not be removed: {cause}'},
  reopen_pid_file: {
    says: 'Who writes to the logs could not be told: {file}: {cause}.',
    next: 'Mend LOG_SIGNALS: parrot plugin config log_rotate. Until then it writes to the rotated files; no line is lost.',
  },
  reopen_stranger: {
    says: 'Process {pid}, which {file} names, writes to none of the rotated logs; it was not told.',
    next: 'See who does: lsof. No line is lost.',
  },
  reopen_uncaught: {
    says: 'Process {pid}, which {file} names, does not handle {signal} and would be ended by it; it was not told.',
    next: 'See what it wants instead, and mend LOG_SIGNALS: parrot plugin config log_rotate',
  },
  reopen_failed: {says: 'Process {pid} could not be sent {signal}: {cause}'},
  rotate_summary: {
    says: '{rotated} rotated, {compressed} compressed, {removed} removed, {unchanged} not due, {left} left',
  },
  rotate_summary_dry: {
    says: 'Would be: {rotated} rotated, {compressed} compressed, {removed} removed; {unchanged} not due, {left} left',
  },
  archive_old: {says: 'older than {days} days'},
  archive_many: {says: 'more than {keep} are kept'},
  log_due_forced: {says: 'asked for'},
  log_due_size: {says: 'as large as {bytes} bytes'},
  log_due_age: {says: 'not rotated for {days} days'},
} as const
