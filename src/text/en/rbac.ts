const vocabulary = 'See PLUGINS.md, Permissions.'
const roleEntries =
  'A role entry is a permission, "area:*" or "*", with "!" before it to deny or "?" to ask first.'

export const rbacTexts = {
  permission_long: {says: '"{text}…" is longer than 512 characters.', next: vocabulary},
  permission_invisible: {
    says: '"{text}" holds a control or invisible character.',
    next: 'Write it with visible characters only.',
  },
  permission_shape: {
    says: '"{text}" is not a permission.',
    next: 'Write area:action or area:action:argument, such as health:check or fs:read:/var/log.',
  },
  permission_area: {
    says: '"{text}": "{area}" is not the name of an area.',
    next: 'An area is a lower-case word: letters, digits, "_" and "-", a letter first.',
  },
  permission_action: {
    says: '"{text}": "{action}" is not the name of an action.',
    next: 'An action is a lower-case word: letters, digits, "_" and "-", a letter first.',
  },
  permission_argument: {
    says: '"{text}": "{argument}" is not an argument.',
    next: 'An argument is made of letters, digits and "@ . _ : + -", or is the name of an input in braces.',
  },
  permission_wildcard: {
    says: '"{text}": there is no "*" here.',
    next: 'A plugin names what it needs. A role may hold "*", "area:*", or an action without argument, which covers every argument.',
  },
  permission_choice: {says: '"{text}": "{area}" has no "{found}".', next: 'It has: {known}.'},
  path_relative: {says: '"{text}": the path is not absolute.', next: 'Begin it with "/", {variables}.'},
  path_dots: {
    says: '"{text}": "." and ".." are refused, not resolved.',
    next: 'Write the path as realpath prints it.',
  },
  path_glob: {
    says: '"{text}": a path has no wildcards.',
    next: 'Name the folder: it stands for all below it.',
  },
  path_dollar: {
    says: '"{text}": "$" has no meaning here.',
    next: '$DATA, $PLUGIN and $CONFIG.<key> stand at the beginning of a path in a manifest, nowhere else.',
  },
  path_never: {
    says: '"{text}": no plugin can be given this.',
    next: "Kernel interfaces, passwords, keys and Parrot's own state stay closed. Name the folder that is needed.",
  },
  path_needs_root: {
    says: '"{text}": who can write there can become root.',
    next: 'Declare "sys:root" beside it, or name a folder that holds data only.',
  },
  path_value: {
    says: '"{text}": the configuration has no absolute path for "{key}".',
    next: 'Set {key} for this plugin in the configuration.',
  },
  host_value: {
    says: '"{text}": the configuration has no host:port, URL or socket of a database for "{key}".',
    next: 'Set {key} for this plugin in the configuration, as "db.example.org:5432", "https://backup.example.org/" or "/var/run/postgresql/.s.PGSQL.5432".',
  },
  socket_never: {
    says: '"{text}": no plugin can be given this socket.',
    next: 'Of the sockets on a machine only those that PostgreSQL listens on can be named: /folder/.s.PGSQL.5432',
  },
  host_wrong: {
    says: '"{text}": "{host}" is not a host.',
    next: 'Write a name (xn-- for other scripts), an IPv4 address with four decimal numbers, an IPv6 address in [ ], or *.suffix with two labels or more.',
  },
  port_wrong: {says: '"{text}": "{port}" is not a port.', next: 'Write 1 to 65535, or * for every port.'},
  program_wrong: {
    says: '"{text}": "{program}" is not a program.',
    next: 'Write its name (letters, digits, "." "_" "+" "-") or its absolute path; no arguments.',
  },
  variable_wrong: {
    says: '"{text}": "{name}" is not the name of an environment variable.',
    next: 'Write a name, or the beginning of names with one "*" at its end.',
  },
  variable_never: {
    says: '"{text}": {name} is never passed to a plugin.',
    next: 'It would change what the program is, or Parrot sets it itself. Use a config key of another name.',
  },

  rule_empty: {says: '"{text}" is not a role entry.', next: roleEntries},
  rule_input: {
    says: '"{text}": a role cannot name an input.',
    next: 'Name the value, or leave the argument out to cover every value.',
  },

  right_input_missing: {
    says: '"{permission}" depends on the input "{input}", which was not given.',
    next: 'Give {input}.',
  },
  input_unfit: {
    says: '"{value}" cannot be decided on: {input} becomes a part of "{permission}".',
    next: 'Give {input} as letters, digits and "@ . _ : + -", 512 characters at most with the rest.',
  },

  rbac_shape: {
    says: '{file}: {path}: found {found}, want {want}.',
    next: 'It is written so: {form}. See docs/roles.md. Mend {file}, then: parrot config check',
  },
  rbac_key: {
    says: '{file}: {path} is not a known key.',
    next: 'Known here: {known}. See docs/roles.md. Mend {file}, then: parrot config check',
  },
  rbac_name: {
    says: '{file}: {path} is not a name.',
    next: 'A name begins with a letter; letters, digits and "@ . _ -" follow, 64 at most. Names that JavaScript uses itself, such as constructor, are refused.',
  },
  rbac_entry: {
    says: '{file}: {path}: {cause}',
    next: '{cure} It is written so: {form}. See docs/roles.md. Mend {file}, then: parrot config check',
  },
  role_unknown: {says: '{file}: {path}: there is no role "{role}".', next: 'Roles: {known}.'},
  role_cycle: {
    says: '{file}: {path}: roles extend each other in a circle: {circle}.',
    next: 'Take one "extends" out.',
  },
  evidence_twice: {
    says: '{file}: {path}: {evidence} already belongs to user "{user}".',
    next: 'One person, one user: keep it in one of them.',
  },

  who_unknown: {
    says: 'There is no user and no role "{who}".',
    next: 'See: parrot user list, parrot role list',
  },
  who_unknown_near: {
    says: 'There is no user and no role "{who}".',
    next: 'Did you mean {near}? See: parrot user list, parrot role list',
  },
  user_exists: {
    says: 'There is a user "{user}" already.',
    next: 'Give more roles: parrot user grant {user} ROLE',
  },
  user_name: {
    says: '"{user}" cannot be the name of a user.',
    next: 'A name begins with a letter; letters, digits and "@ . _ -" follow, 64 at most.',
  },
  user_roles: {says: 'User "{user}" would have no role.', next: 'Name one of: {known}.'},
  user_role: {says: 'There is no role "{role}".', next: 'Roles: {known}.'},
  user_role_near: {says: 'There is no role "{role}".', next: 'Did you mean {near}? Roles: {known}.'},
  user_has_role: {says: 'User "{user}" has the role "{role}" already.'},
  user_evidence: {
    says: '{evidence} already belongs to user "{user}".',
    next: 'Take it from there first: parrot user remove {user}',
  },
  user_uid: {says: '"{uid}" is not a uid.', next: 'A uid is a whole number from 0 to 4294967294: id -u NAME'},
  user_last_admin: {
    says: 'User "{user}" is the last one who may do everything.',
    next: 'Give that to someone else first: parrot user grant NAME admin',
  },

  cure_remove: {says: 'Remove "{rule}" from role "{role}".'},
  cure_add: {says: 'Role "{role}" would need "{rule}".'},
  cure_role: {says: '"{who}" would need a role that holds "{rule}": {roles}.'},
  cure_new_role: {
    says: '"{who}" would need a role that holds "{rule}"; no role does yet. See docs/roles.md.',
  },
  cure_one_value: {says: 'For one {input} alone "{rule}" is enough.'},
  cure_forbid: {says: 'To forbid it, add "{rule}" to role "{role}".'},

  may_act: {says: 'may be run only by those who hold {permission}'},
  may_act_input: {says: 'may be run only by those who hold {permission} for the {input} they name'},
  may_read: {says: 'may read {path}'},
  may_write: {says: 'may read and change {path}'},
  may_connect_to: {says: 'may connect to {place}'},
  may_connect: {says: 'may connect to {host}, port {port}'},
  may_connect_any_port: {says: 'may connect to {host}, any port'},
  may_exec: {says: 'may start the program {program}'},
  may_env: {says: 'may read the environment variable {name}'},
  may_env_prefix: {says: 'may read every environment variable that begins with {name}'},
  may_facts_mounts: {says: 'may know the mounted file systems and how full they are'},
  may_facts_load: {says: 'may know the load of the processors'},
  may_facts_memory: {says: 'may know how much memory and swap is in use'},
  may_facts_pressure: {says: 'may know how long work waits for processor, memory and disk'},
  may_facts_sensors: {says: 'may know temperatures and voltages'},
  may_facts_units: {says: 'may know the state of system services'},
  may_facts_clock: {says: 'may know whether the clock is synchronised'},
  may_facts_processes: {says: 'may know which processes run'},
  may_facts_runs: {says: 'may know when plugins last ran, and how that ended'},
  may_facts_server: {says: "may know the state of Parrot's server"},
  may_facts_packages: {says: 'may know which packages are installed'},
  may_facts_network: {says: 'may know addresses and routes of this machine'},
  may_ask_user: {says: 'may put questions to the user of an agent that calls it'},
  may_ask_model: {says: 'may have the model of an agent that calls it write something'},
  may_ask_roots: {says: 'may know the folders that an agent that calls it works in'},
  may_sys_root: {says: 'acts as root, and can take over this machine for good'},
  may_sys_backup: {says: 'may read everything below its sources, whoever owns it'},
  may_sys_docker: {says: 'may command Docker, which is as good as being root'},
  may_sys_systemd: {says: 'may start, stop and change system services'},
} as const
