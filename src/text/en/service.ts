/** Of units of systemd, and what is done to them. */
export const serviceTexts = {
  service_no_systemd: {
    says: 'systemd does not run this machine, so there are no units here.',
    next: 'Use what starts services here, or run Parrot on the host itself, if this is a container.',
  },
  service_silent: {
    says: 'systemd did not answer.',
    next: 'See whether it does: systemctl is-system-running',
  },
  service_unknown: {says: 'There is no unit "{unit}".', next: 'See the units: systemctl list-unit-files'},
  service_unknown_near: {
    says: 'There is no unit "{unit}".',
    next: 'Did you mean {near}?',
  },
  service_alias: {
    says: '"{unit}" is another name of {id}; nothing was done, since rights go by the unit\'s own name.',
    next: 'Ask for {id}.',
  },
  service_masked: {
    says: '{unit} is masked.',
    next: 'Whoever masked it can lift that: systemctl unmask {unit}',
  },
  service_no_reload: {
    says: '{unit} cannot reload its configuration.',
    next: 'Restart it instead: parrot service restart {unit}',
  },
  service_not_permitted: {
    says: 'This user may not {verb} {unit}: {cause}',
    next: 'See the rule that would allow just that: parrot service grant --unit {unit} --verb {verb} --for USER',
  },
  service_not_up: {
    says: '{unit} is {state} after {verb} (result: {result}).',
    next: 'See what it logged: parrot service logs {unit}',
  },
  service_not_done: {
    says: '{unit} is {state}; systemd could not {verb} it: {cause}',
    next: 'See what it logged: parrot service logs {unit}',
  },
  service_left: {
    says: 'Nobody waits for {unit} any more; systemd goes on with its {verb}.',
    next: 'See how it is: parrot service status {unit}',
  },
  service_journal: {
    says: 'The journal could not be read: {cause}',
    next: 'A user reads all of it as a member of the group systemd-journal.',
  },
  service_no_lines: {says: '{unit} has logged nothing in that time, or nothing that this user may read.'},
  service_is: {says: '{unit} is {state}'},
  service_would: {says: '{unit} is {state}; would {verb} it'},
  service_grant_polkit: {
    says: 'Nothing was changed. As {file}, this lets {user} do what stands here, and no other thing to any unit.',
  },
  service_grant_sudo: {
    says: 'Nothing was changed. As {file}, this lets {user} run these commands as root, word by word.',
  },
} as const
