/** What alerts say: what is wrong, and what to do next. */
export const alertTexts = {
  alert_backup_failed: {
    says: 'The backup ended as "{outcome}".',
    next: 'See why: parrot events list --type CALL_FINISHED --plugin backup --limit 3. Then make one: parrot backup create',
  },
  alert_backup_why: {
    says: 'The backup ended as "{outcome}": {why}',
    next: 'See it yourself, and make one: parrot backup create',
  },
  alert_drill_findings: {
    says: 'A drill of the backup found that it does not give back what was saved: {summary}',
    next: 'Read all of it: parrot backup verify --all. Then make a new one before the old is needed: parrot backup create. In a repository of restic mend it first: restic repair packs',
  },
  alert_drill_failed: {
    says: 'A drill of the backup could not be run; whether it gives back what was saved is not known.',
    next: 'See why: parrot backup drill',
  },
  alert_verify_findings: {
    says: 'What was saved is not as it was saved: {summary}',
    next: 'Make a new one before the old is needed: parrot backup create. Then see which are damaged, and remove those or mend the repository, until this finds nothing: parrot backup verify --all',
  },
  alert_verify_failed: {
    says: 'The archives could not be read through; whether they are good is not known.',
    next: 'See why: parrot backup verify --all',
  },
  alert_schedule_missed: {
    says: 'Entry "{entry}" of the schedule missed {count} of its times ({because}), the last at {last}.',
    next: 'See how it fares: parrot setup_cron status',
  },
  alert_plugin_tampered: {
    says: 'The files of the plugin "{name}" are not the ones that were approved; it does not run.',
    next: 'See what changed, and who could: parrot plugin verify {name}. Approve it only if it was you: parrot plugin approve {name}',
  },
  alert_config_refused: {
    says: 'A new configuration was refused; the one before still holds.',
    next: 'See what is wrong with it: parrot config check',
  },
  alert_journal_trouble: {
    says: 'The journal did not pass its check: {cause}',
    next: 'Keep the file as it is, and hold it against what vouches for it: parrot audit verify',
  },
  alert_health_findings: {
    says: 'health_check found something: {summary}',
    next: 'See what: parrot health_check',
  },
  alert_update_failed: {
    says: 'system_update ended as "{outcome}".',
    next: 'See how things stand, and the way back: parrot system_update status',
  },
  alert_workflow_failed: {
    says: 'The workflow {tool} ended as "{outcome}".',
    next: 'See which step: parrot events list --type WORKFLOW_COMPLETED --limit 1. Go on from there: parrot {tool} --resume',
  },
  alert_within: {
    says: 'Rule {name}: {operation} has not gone well for {time}.',
    next: 'See how it ended last: parrot events list --type CALL_FINISHED --limit 20',
  },
  alert_value: {
    says: 'Rule {name}: {path} of {operation} is {value}, which is more than {above}.',
    next: 'Look at it now: parrot run {operation}',
  },
  alert_event: {
    says: 'Rule {name}: {event}, event {sequence}.',
    next: 'See it: parrot events list --type {event} --limit 1',
  },
  alert_call: {
    says: 'Rule {name}: {event} of {tool}, outcome "{outcome}".',
    next: 'See all of it: parrot events list --type {event} --json --limit 5',
  },
  alert_test: {says: 'A test of rule {name}, asked for by {who}. Nothing is wrong.'},
  alert_over: {says: 'It is over, after {lasted}. It was: {what}'},
  alert_rule_unknown: {says: 'There is no rule "{name}".', next: 'There are: {rules}.'},
  alert_rule_unknown_near: {
    says: 'There is no rule "{name}".',
    next: 'Did you mean {near}? There are: {rules}.',
  },
  alert_span: {says: '--for: "{text}" is not a length of time.', next: 'Give one such as 30m, 2h or 7d.'},
  alert_not_silent: {says: 'Rule {name} is not silenced.'},
  alert_busy: {
    says: 'Somebody else has been evaluating the alerts for ten seconds.',
    next: 'Try again. See who holds it: fuser -v {file}',
  },
  alert_state_damaged: {
    says: '{file} is not as Parrot wrote it; the alerts were found again in the journal.',
    next: 'Silences are forgotten: say them again with parrot alert silence',
  },
  alert_deadman: {
    says: 'Rule {name} could not tell its dead-man switch that all is well: {cause}',
    next: 'See the address under alerts.rules.{name}.deadman, and whether it can be reached from here.',
  },
  alert_journal_shorter: {says: 'it ends with event {last}, and event {seen} was seen before'},
  alert_journal_other: {says: 'event {seen} is not the one that was seen before'},
} as const
