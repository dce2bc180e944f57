/** Of what runs by itself at its times. */
export const scheduleTexts = {
  schedule_same: {says: 'Nothing to change.'},
  schedule_would: {says: 'A dry run: nothing was changed.'},
  schedule_done: {says: 'The schedule is changed, and the crontab with it.'},
  schedule_would_take: {
    says: 'A dry run: nothing was changed. These rights, granted for entries and then needed by none, would be taken back: {rights}.',
  },
  schedule_took: {
    says: 'The schedule is changed, and the crontab with it. Taken back, since they were granted for entries and none needs them now: {rights}.',
  },
  schedule_would_grant: {
    says: 'A dry run: nothing was changed. These rights would be given to roles for entries: {granted}.',
  },
  schedule_granted: {
    says: 'The schedule and the crontab are as asked. Given to roles for entries: {granted}.',
  },
  schedule_would_swap: {
    says: 'A dry run: nothing was changed. These rights would be given to roles for entries: {granted}. These, granted for entries and then needed by none, would be taken back: {rights}.',
  },
  schedule_swapped: {
    says: 'The schedule and the crontab are as asked. Given to roles for entries: {granted}. Taken back, since they were granted for entries and none needs them now: {rights}.',
  },
  schedule_stay: {says: 'Nothing was changed: entries that are there already stay as they are.'},
  schedule_in_cron: {
    says: 'stays in cron; to have systemd start it: parrot setup_cron add {tool} --id {id} --systemd',
  },
  schedule_stays: {
    says: 'Role "{role}" keeps {rights}, which it was granted for entries that are gone: only an admin takes that away.',
    next: 'Have somebody who holds rbac:manage say: parrot setup_cron sync',
  },
  schedule_stays_file: {
    says: 'Role "{role}" keeps {rights}, which it was granted for entries that are gone: {file} is not JSON.',
    next: 'Take it out of the permissions of that role in {file}.',
  },
  schedule_stays_held: {
    says: 'Role "{role}" keeps {rights}, which it was granted for entries that are gone: {holder} has that role too.',
    next: 'If {holder} does not need it, take it out of the permissions of that role in {file}.',
  },
  schedule_unset: {
    says: '"{plugin}" is not set up yet: {key} has no value; see: parrot plugin config {plugin}',
  },
  schedule_off: {says: 'the configuration says "off"'},
  schedule_root: {says: 'only root can do that'},
  schedule_not_here: {says: 'there is no enabled plugin "{name}"'},

  schedule_busy: {
    says: 'Somebody else has been changing the schedule in {file} for two minutes; nothing was changed.',
    next: 'Try again. See who holds it: fuser -v {file}',
  },
  schedule_damaged: {
    says: '{file} is not as Parrot wrote it; nothing in it is run or changed.',
    next: 'Put back a copy of it, or move it away and set the schedule up again: parrot setup_cron',
  },
  schedule_no_tool: {
    says: 'There is no enabled plugin whose command is "{tool}", so nothing to run at a time.',
    next: 'See what there is: parrot plugin list. A command of two words is written with "_": backup_create',
  },
  schedule_no_tool_near: {
    says: 'There is no enabled plugin whose command is "{tool}", so nothing to run at a time.',
    next: 'Did you mean {near}? See what there is: parrot plugin list',
  },
  schedule_step: {
    says: '{tool} calls {step}, and no enabled plugin has that command.',
    next: 'See what there is: parrot plugin list',
  },
  schedule_itself: {says: '"{tool}" changes the schedule, and the schedule does not change itself.'},
  schedule_secret: {
    says: 'The input "{input}" is a secret, and the schedule would keep it in clear for as long as the entry stands.',
    next: "Make it a setting of the plugin's: parrot plugin config {plugin} set KEY",
  },
  schedule_input: {
    says: '--input is not one JSON object: {cause}',
    next: 'Write it in single quotes, and its names and texts in double ones.',
  },
  schedule_id: {
    says: '"{id}" cannot be the name of an entry.',
    next: 'Take small letters, digits, "_" and "-", a letter first, at most 64.',
  },
  schedule_at: {
    says: '"{at}" is not a time: {want}.',
    next: 'At 3:15 every night: --at "15 3 * * *"',
  },
  schedule_never: {says: '"{at}" never comes.', next: 'Look at the day of the month and the month.'},
  schedule_both: {
    says: 'An entry is started by cron or by systemd, not by both.',
    next: 'Give --cron or --systemd.',
  },
  schedule_no_time: {
    says: '"{tool}" suggests no time.',
    next: 'Say when: --at daily, or five fields as in crontab(5): --at "15 3 * * *"',
  },
  schedule_taken_unseen: {
    says: 'There is an entry "{id}" already, for something else.',
    next: 'Give this one a name of its own: --id NAME',
  },
  schedule_taken: {
    says: 'The entry "{id}" runs {tool} already.',
    next: 'Give this one a name of its own: --id NAME. Or take that one away: parrot setup_cron remove {id}',
  },
  schedule_full: {
    says: 'There are {most} entries already.',
    next: 'Take some away: parrot setup_cron remove ID',
  },
  schedule_for_people: {
    says: 'Only a person at a terminal has {tool} done; the clock would be refused each time.',
    next: 'See what can be scheduled: parrot --help',
  },
  schedule_terminal: {says: 'The schedule is changed by a person at a terminal, and by nobody else.'},
  schedule_rights: {
    says: 'Entry "{id}" would run as role "{role}", which lacks {rights}; nothing was changed.',
    next: 'To give it to the role (an admin may), say the same with --grant. Or run it as a role that has it: parrot setup_cron add … --role ROLE',
  },
  schedule_refused: {
    says: 'Entry "{id}" would run as role "{role}", which denies {rights} or asks for it first; nothing was changed.',
    next: 'See the role: parrot role show {role}',
  },
  schedule_author: {
    says: 'You may not do yourself what entry "{id}" would do: none of your roles covers {rights}. Nothing was changed.',
    next: 'See your roles: parrot whoami',
  },
  schedule_admin: {
    says: 'Only an admin can give {rights} to role "{role}"; nothing was changed.',
    next: 'Ask somebody who holds rbac:manage.',
  },
  schedule_roles_file: {
    says: '{file} is not JSON, so {rights} has to be given to role "{role}" by hand; nothing was changed.',
    next: 'Add it to the permissions of that role in {file}.',
  },
  schedule_unknown: {
    says: 'There is no entry "{id}" in the schedule of this user; nothing was started.',
    next: 'See the entries: parrot setup_cron list. A line that is left in the crontab goes with: parrot setup_cron',
  },
  schedule_unknown_near: {
    says: 'There is no entry "{id}" in the schedule of this user; nothing was started.',
    next: 'Did you mean {near}? See the entries: parrot setup_cron list',
  },
  schedule_foreign: {
    says: 'Entry "{id}" was made by uid {owner}, and this is uid {uid}; nothing was started.',
    next: 'Make it again as this user: parrot setup_cron add',
  },
  schedule_running: {
    says: 'The run before of entry "{id}" has not ended; this one was not started.',
    next: 'See what takes so long: parrot setup_cron status. Or let it run less often.',
  },
  schedule_empty: {says: 'Nothing is scheduled.'},
  schedule_offered: {says: 'Plugins suggest: {tools}'},
  schedule_lacks: {says: 'would be refused now: {who} lacks {right}'},
  schedule_missed: {says: '{count} missed ({because}), the last at {last}'},
  schedule_missed_many: {says: '{count} or more missed ({because}), the last at {last}'},
  schedule_gone: {
    says: 'There is no entry "{id}"; nothing was changed.',
    next: 'See the entries: parrot setup_cron list',
  },
  schedule_gone_near: {
    says: 'There is no entry "{id}"; nothing was changed.',
    next: 'Did you mean {near}? See the entries: parrot setup_cron list',
  },
  schedule_made_up: {says: '{tool}, made up for now, ended as {outcome}.'},

  crontab_differs: {
    says: 'Your crontab is not as the schedule says.',
    next: 'See what differs: parrot setup_cron diff. Set it right: parrot setup_cron sync',
  },
  doctor_schedule: {says: 'cron runs, and starts {count} {count?entry|entries}'},
  cron_not_running: {
    says: 'No cron daemon runs here, so nothing starts at its time.',
    next: 'Start it: systemctl enable --now cron. Or use timers of systemd: parrot setup_cron --systemd',
  },
  cron_not_running_here: {
    says: 'No cron daemon runs here, so nothing starts at its time.',
    next: 'Start it, as root: service cron start. Systemd does not run this machine, so have whatever starts it start cron too.',
  },
  systemd_missing: {
    says: 'There is no systemd here; nothing was changed.',
    next: 'Leave out --systemd, and cron does it.',
  },
  systemd_failed: {
    says: 'systemd did not do it, so nothing was changed: {cause}',
    next: 'See whether it runs for you: systemctl --user status. Or leave out --systemd, and cron does it.',
  },
  systemd_foreign: {
    says: '{file} is not a unit that this Parrot wrote; nothing was changed.',
    next: 'Take it away, or give the entry another name: --id NAME',
  },
  crontab_missing: {
    says: 'There is no crontab(1) here; nothing was changed.',
    next: 'Install cron: apt-get install cron. Or use timers of systemd: --systemd',
  },
  crontab_missing_here: {
    says: 'There is no crontab(1) here; nothing was changed.',
    next: 'Install cron: apt-get install cron. Then start it, as root: service cron start',
  },
  crontab_failed: {
    says: 'crontab(1) did not do it: {cause}',
    next: 'See whether you may use it: crontab -l. /etc/cron.allow and /etc/cron.deny decide.',
  },
  crontab_marks: {
    says: 'In your crontab, "{begin}" and "{end}" do not stand once each, in this order; nothing was changed.',
    next: 'Mend or remove these lines by hand: crontab -e',
  },
  crontab_other: {
    says: 'The parrot block in your crontab is that of {owner}, and this Parrot keeps its state in {own}; nothing was changed.',
    next: 'Take it away from there first: {home} parrot setup_cron uninstall',
  },
  crontab_path: {
    says: 'A line of a crontab cannot hold {path}: cron would read it as something else. Nothing was changed.',
    next: 'Install Parrot, or keep its home, in a folder without backslashes and control characters. Or use --systemd.',
  },
  crontab_long: {
    says: 'The command for the crontab would be {length} bytes long, and cron takes {most}; nothing was changed.',
    next: 'Install Parrot, or keep its home, in a folder with a shorter name. Or use --systemd.',
  },
} as const
