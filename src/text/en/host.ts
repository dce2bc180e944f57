export const hostTexts = {
  unknown_plugin: {
    says: 'There is no plugin or command "{name}".',
    next: 'See what there is: parrot plugin list',
  },
  unknown_plugin_near: {
    says: 'There is no plugin or command "{name}".',
    next: 'Did you mean {near}? See what there is: parrot plugin list',
  },
  denied_by_default: {
    says: 'None of your roles covers "{permission}".',
    next: 'See which roles you have: parrot whoami. An admin can grant one: parrot user grant <you> <role>',
  },
  denied_by_default_near: {
    says: 'None of your roles covers "{permission}".',
    next: 'Did you mean what they do cover, "{near}"?',
  },
  denied_by_rule: {
    says: 'Role "{role}" denies "{permission}" by its rule "{rule}".',
    next: 'See the role: parrot role show {role}',
  },
  denied_owner: {
    says: 'It is done on behalf of {whose}, who may not do "{permission}" now.',
    next: 'See what {whose} may do: parrot can {whose} {permission}',
  },
  needs_approval: {
    says: 'Role "{role}" allows "{permission}" only with approval, by its rule "{rule}".',
    next: 'Ask somebody whose role allows it to run it.',
  },
  plugin_tampered: {
    says: 'The files of "{name}" are not the ones that were approved; it was not started.',
    next: 'Look at what changed. If it is what you want: parrot plugin approve {name}. If it came with Parrot: install Parrot again.',
  },
  plugin_tampered_files: {
    says: 'The files of "{name}" are not the ones that were approved; it was not started. Changed: {changed}. Added: {added}. Removed: {removed}.',
    next: 'Look at them. If they are what you want: parrot plugin approve {name}',
  },
  plugin_tampered_back: {
    says: 'The files of "{name}" were changed, and are now again the ones that were approved; it stays off until somebody approves it, and was not started.',
    next: 'Find out who changed them: parrot events list --type PLUGIN_TAMPERED says when that was seen. To go on: parrot plugin approve {name}',
  },
  plugin_tampered_files_held: {
    says: 'The files of "{name}" are not the ones that were approved; it was not started. Changed: {changed}. Added: {added}. Removed: {removed}. An update to {version} waits.',
    next: 'Look at them. Put back the approved ones, then: parrot plugin approve {name} --digest {digest}. Or take the update: parrot plugin approve {name}',
  },
  plugin_tampered_back_held: {
    says: 'The files of "{name}" were changed, and are now again the ones that were approved; it stays off until somebody approves it, and was not started. An update to {version} waits.',
    next: 'To go on with these: parrot plugin approve {name} --digest {digest}. Or take the update: parrot plugin approve {name}',
  },
  host_broken: {says: 'Parrot could not do its part: {cause}', next: 'See what is wrong: parrot doctor'},
  doctor_node: {says: 'Node {version}'},
  doctor_policy: {says: '{roles} {roles?role|roles}, {users} {users?user|users}'},
  doctor_plugins: {says: '{enabled} enabled of {found}'},
  doctor_limits_enforced: {says: 'memory and processes of a run are held by a cgroup'},
  doctor_limits_approximated: {
    says: 'memory and processes are held for each process, and watched for the run as a whole',
    next: 'A cgroup v2 with systemd would hold the whole: boot with cgroup v2 (on a Raspberry Pi: cgroup_enable=memory).',
  },
  doctor_limits_unmanaged: {
    says: 'memory and processes are held for each process, and watched for the run as a whole',
    next: 'A cgroup would hold the whole, and needs a systemd of this user’s own: loginctl enable-linger {user}',
  },
  doctor_sandbox: {says: 'plugins run at level {level}'},
  doctor_journal: {says: '{file}; an event is on disk before its call goes on (synchronous={synchronous})'},
  doctor_config_plugin: {
    says: 'The configuration has settings for "{name}", and there is no such plugin.',
    next: 'Rename or remove plugins.{name} in the configuration.',
  },
  plugin_not_enabled: {
    says: 'The plugin "{name}" is there, but {state}.',
    next: 'Switch it on: parrot plugin enable {name}',
  },
  plugin_not_approved: {
    says: 'The plugin "{name}" is there, but nobody has approved it yet.',
    next: 'Look at what it asks for and approve it: parrot plugin approve {name}',
  },
  state_disabled: {says: 'disabled'},
  state_modified: {says: 'modified'},
  user_os_missing: {
    says: 'There is no account "{os}" on this machine, so nobody is "{user}" until there is one.',
    next: 'If that is a slip: parrot user remove {user}',
  },
  user_self: {
    says: 'With this change you would no longer be admin here, and only an admin could take it back.',
    next: 'Give somebody else the role admin first, or edit {file} by hand.',
  },
  user_role_name: {
    says: '"{user}" is the name of a role; who asks about one would hear of the other.',
    next: 'Choose another name.',
  },
  half_text: {
    says: 'What was given holds half a character: a surrogate (\\ud800 to \\udfff) without its other half.',
  },
  dry_run_unsupported: {says: '"{tool}" has no dry run.', next: 'Leave out --dry-run.'},
  plugin_failed: {says: '{tool} ended with status {status}.'},
  plugin_failed_advised: {says: '{tool} ended with status {status}.', next: 'The plugin says: {advice}'},
  plugin_killed: {says: '{tool} was ended by {signal}.'},
  plugin_output_wrong: {says: '{tool} answered, but not as its output schema says: {cause}'},
  plugin_spoke_wrong: {says: '{tool} answered, but not in a document of MCP that it can answer in: {cause}'},
  plugin_asks_undeclared: {
    says: '{tool} asked something that it has no permission to ask.',
    next: 'Its manifest would have to declare "{right}".',
  },
  plugin_asks: {
    says: '{tool} asks before it goes on: {asked}',
    next: 'It can be answered through an agent whose client asks its user: parrot mcp',
  },
  plugin_says: {says: '{tool}: {cause}'},
  plugin_output_limit: {
    says: '{tool} wrote more than its {limit} bytes of output and was stopped.',
    next: 'Its manifest can ask for more: limits.output.',
  },
  plugin_memory_limit: {
    says: '{tool} took more than its {limit} bytes of memory and was stopped.',
    next: 'Its manifest can ask for more: limits.memory.',
  },
  plugin_process_limit: {
    says: '{tool} started more than its {limit} processes and was stopped.',
    next: 'Its manifest can ask for more: limits.pids.',
  },
  plugin_disk_limit: {
    says: '{tool} kept more in its data folder than it may, or left that disk nearly full, and was stopped.',
    next: 'Make room on that disk, and take out of its data folder what it does not need.',
  },
  plugin_timed_out: {
    says: '{tool} ran longer than {limit} and was stopped.',
    next: 'Its manifest can ask for more: limits.timeout.',
  },
  plugin_cancelled: {says: '{tool} was stopped at your word.'},
  net_refused: {
    says: 'The network allow-list refused {target}.',
    next: 'The manifest of {tool} would have to declare it.',
  },
  role_missing: {says: 'There is no role "{role}".', next: 'See the roles: parrot role list'},
  role_missing_near: {
    says: 'There is no role "{role}".',
    next: 'Did you mean {near}? See the roles: parrot role list',
  },
  head_unreadable: {
    says: '"{text}" is not a head of the journal.',
    next: 'A head looks like 1234:9f86… or is the whole line of parrot audit head --json.',
  },
  user_missing: {says: 'There is no user "{user}".', next: 'See the users: parrot user list'},
  user_missing_near: {
    says: 'There is no user "{user}".',
    next: 'Did you mean {near}? See the users: parrot user list',
  },
  step_changes: {
    says: '{tool} changes Parrot itself, and no workflow may do that for anybody.',
    next: 'Call it yourself, if it is meant.',
  },
  may_call: {says: 'calls {tool}; whoever holds {right} may do that through it'},
  command_eased: {
    says: '{tool} is given more, is open to more callers, or calls something else than was approved of any one command',
  },
  refused_often: {
    says: '{who} was refused {most} times within a minute; this call was not looked at.',
    next: 'Try again in {seconds} s. See why they were refused: parrot events list --type CALL_FINISHED',
  },
  refusals_unrecorded: {
    says: '{who} was refused {most} times within a minute; what they ask for in the rest of it is neither looked at nor recorded.',
    next: 'See what they wanted: parrot events list --who {who}',
  },
  rate_limited: {
    says: '{tool} was called {rate} times within {window}; that is as often as one caller may.',
    next: 'Try again in {seconds} s. How often one may: limits.rate and limits.rateWindowMs in the configuration.',
  },
  rate_uncounted: {
    says: 'How often it was called cannot be counted in {file}: {cause}',
    next: 'It holds nothing but counts: delete it, and it is made anew.',
  },
  lock_held: {
    says: '{tool} waits for {held} by {by} ({door}, process {pid}, since {since}).',
    next: 'Both change the same thing. Try again when that has ended, or stop it.',
  },
  lock_held_unknown: {says: '{tool} waits for another call that changes the same thing.'},
  builtin_missing: {
    says: 'There is no host operation "{name}".',
    next: 'Its manifest names one that this Parrot does not have.',
  },
  survivors: {says: 'A run of {tool} had lost its host; what was left of it is gone now.'},
} as const
