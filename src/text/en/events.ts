export const eventTexts = {
  journal_refused: {
    says: 'The journal at {file} took no entry: {cause}',
    next: 'Nothing runs unrecorded. Free the disk or mend the folder, then run: parrot doctor',
  },
  journal_edited: {
    says: 'Event {sequence} is not what was written: its content and its hash do not belong together.',
    next: 'Keep the file as it is, and compare the event with a backup or an export.',
  },
  journal_gap: {
    says: 'Events {from} to {to} are missing.',
    next: 'Keep the file as it is, and look for them in a backup or an export.',
  },
  journal_repeated: {
    says: 'Event {sequence} stands where event {wanted} should.',
    next: 'Keep the file as it is, and compare it with a backup or the journal itself.',
  },
  journal_inserted: {
    says: 'Event {sequence} was put in later: the one after it was written as event {sequence}.',
    next: 'Keep the file as it is, and compare it with a backup or an export.',
  },
  journal_moved: {
    says: 'Event {sequence} was written as event {origin}: the order was changed.',
    next: 'Keep the file as it is, and compare it with a backup or an export.',
  },
  journal_removed: {
    says: 'Before event {sequence}, {count} were taken out and the rest was numbered anew.',
    next: 'Keep the file as it is, and look for them in a backup or an export.',
  },
  journal_truncated: {
    says: 'The journal ends with event {last}, but {place} has a head for event {head}: its end was cut off.',
    next: 'Keep the file as it is, and look for the rest in a backup or an export.',
  },
  journal_rewritten: {
    says: 'Event {sequence} is not the one that {place} has a head for: the journal was rewritten there or before.',
    next: 'Keep the file as it is, and compare it with a backup or an export.',
  },
  cut_forged: {
    says: '{file} says that the events up to {sequence} were cut away, and this host’s key did not sign that.',
    next: 'Keep the file as it is, and look for the events in a backup or an archive. After a new host key: parrot events prune',
  },
  cut_unrecorded: {
    says: 'The events up to {sequence} were cut away, and event {event} does not say so.',
    next: 'Keep the file as it is, and look for the events in a backup or an archive.',
  },
  cut_unproved: {
    says: 'Nothing tells here whose key signed that the events up to {sequence} were cut away.',
    next: 'Compare it with the host’s key: {key}',
  },
  head_cut: {
    says: 'Event {sequence} was cut away with all up to {to}: the head that was expected can be held against nothing.',
    next: 'Note a newer one: parrot audit head',
  },
  journal_unreadable: {
    says: '{file} cannot be read as a journal: {cause}',
    next: 'If the disk is full or read-only, mend that first. Else keep the file as it is, and restore a backup beside it.',
  },
  journal_altered: {
    says: 'The tables of {file} are not the ones that Parrot made: {name}',
    next: 'If the disk is full or read-only, mend that first. Else keep the file as it is, and restore a backup beside it.',
  },
  journal_index: {
    says: 'The indices of {file} do not fit its events, so lists by a filter may be wrong: {cause}',
    next: 'Keep a copy of the file, then mend it with: sqlite3 {file} REINDEX',
  },
  export_unreadable: {
    says: 'Line {line} of {file} is not an event.',
    next: 'Export it again: parrot audit export',
  },
  export_missing: {
    says: '{file} cannot be read: {cause}',
    next: 'Give the file that an export was written to: parrot audit export --output FILE',
  },
  export_unfinished: {
    says: '{file} ends without the head that an export ends with: its end was cut off.',
    next: 'Export it again: parrot audit export',
  },
  head_forged: {
    says: 'The head for event {sequence} in {place} has a signature that does not hold.',
    next: 'Somebody wrote into {place}. See who can, and keep a copy.',
  },
  head_refused: {
    says: '{place} took no head of the journal: {cause}',
    next: 'Mend the place, or take it out of audit.heads. Until then the journal can be proved from the other places only.',
  },
  host_key_unusable: {
    says: 'The host’s key {file} cannot be used: {cause}',
    next: 'No head can be told to be this host’s until the key is mended.',
  },
  host_key_missing: {
    says: 'The host’s key {file} is gone: {count} heads outside the journal cannot be told to be this host’s.',
    next: 'Put it back from a backup. Else a new one is made, and from then on heads of the old one count as another host’s.',
  },
  heads_other_key: {
    says: '{count} heads in {place} are signed with a key that is not this host’s.',
    next: 'Expected after the key was lost or the journal came from another host.',
  },
  heads_garbled: {says: '{count} lines in {place} are no heads.'},
  heads_unreadable: {
    says: '{place} cannot be read: {cause}',
    next: 'Its heads were not compared. Mend the place, then verify again.',
  },
  heads_none: {
    says: 'No head outside the journal vouches for its events: only the chain itself was checked.',
    next: 'Whoever can write the file can rewrite a whole chain. Send heads elsewhere: audit.heads in the configuration.',
  },
  prune_archive: {
    says: 'What is cut away is not written to "{file}": a file is named by its whole path, and at a terminal.',
    next: 'For what goes by itself set audit.archive: a folder.',
  },
  prune_nothing_said: {
    says: 'Nothing says how long events are kept: audit.retentionDays and audit.retentionBytes are 0.',
    next: 'Give --days or --bytes, or: parrot config set audit.retentionDays 90',
  },
  prune_busy: {says: 'Another process cuts events away already.', next: 'Try again when it has ended.'},
  prune_failed: {
    says: 'Nothing was cut away, or its room was not given back: {cause}',
    next: 'See what is there: parrot audit verify. Then try again.',
  },
} as const
