import type {OwnCommandClass} from './own-command.ts'

/** A command of Parrot's own: what lists say about it, and its class, loaded when it is called or explained. */
export type CoreEntry = {
  readonly summary: string
  /** Needs no arguments and is worth a line in the menu; the operation it asks for. */
  readonly menu?: string
  readonly load: () => Promise<{readonly default: OwnCommandClass}>
}

/** Parrot's own commands by oclif id. A test holds this list against the files of commands/. */
export const core: Readonly<Record<string, CoreEntry>> = {
  'audit:export': {
    summary: 'Write the whole journal as JSON lines',
    load: () => import('./commands/audit/export.ts'),
  },
  'audit:head': {
    summary: "Show the journal's last number and hash, to keep elsewhere",
    load: () => import('./commands/audit/head.ts'),
  },
  'audit:verify': {
    summary: 'Check that nothing in the journal was changed, removed or cut off',
    menu: 'audit_verify',
    load: () => import('./commands/audit/verify.ts'),
  },
  can: {
    summary: 'Say whether someone may do something, and by which rule',
    load: () => import('./commands/can.ts'),
  },
  doctor: {
    summary: 'Check this installation and say what to mend',
    menu: 'doctor',
    load: () => import('./commands/doctor.ts'),
  },
  'events:list': {
    summary: 'List what happened',
    menu: 'events_list',
    load: () => import('./commands/events/list.ts'),
  },
  'events:tail': {
    summary: 'Show what happens as it happens',
    load: () => import('./commands/events/tail.ts'),
  },
  'plugin:approve': {
    summary: 'Agree to what a plugin, or its update, asks for',
    load: () => import('./commands/plugin/approve.ts'),
  },
  'plugin:dev': {
    summary: 'Run a plugin out of the folder you work on',
    load: () => import('./commands/plugin/dev.ts'),
  },
  'plugin:config': {
    summary: 'Show or change the settings of a plugin',
    load: () => import('./commands/plugin/config.ts'),
  },
  'plugin:disable': {summary: 'Switch a plugin off', load: () => import('./commands/plugin/disable.ts')},
  'plugin:enable': {summary: 'Switch a plugin on', load: () => import('./commands/plugin/enable.ts')},
  'plugin:inspect': {
    summary: 'Say what a plugin may do, whose it is and who approved it',
    load: () => import('./commands/plugin/inspect.ts'),
  },
  'plugin:install': {
    summary: 'Fetch a plugin from a folder, a tarball, npm or git',
    load: () => import('./commands/plugin/install.ts'),
  },
  'plugin:keygen': {
    summary: 'Make a key to sign plugins with',
    load: () => import('./commands/plugin/keygen.ts'),
  },
  'plugin:list': {
    summary: 'List the plugins and whether they are enabled',
    menu: 'plugin_list',
    load: () => import('./commands/plugin/list.ts'),
  },
  'plugin:new': {
    summary: 'Make the folder of a new plugin that works',
    load: () => import('./commands/plugin/new.ts'),
  },
  'plugin:rollback': {
    summary: 'Let the version run again that ran before',
    load: () => import('./commands/plugin/rollback.ts'),
  },
  'plugin:test': {
    summary: 'Run the examples of a plugin in the sandbox',
    load: () => import('./commands/plugin/test.ts'),
  },
  'plugin:uninstall': {
    summary: 'Take a plugin away with all that is its own',
    load: () => import('./commands/plugin/uninstall.ts'),
  },
  'plugin:update': {
    summary: 'Fetch a newer version of a plugin',
    load: () => import('./commands/plugin/update.ts'),
  },
  'plugin:verify': {
    summary: 'Hold the files of plugins against what was approved',
    load: () => import('./commands/plugin/verify.ts'),
  },
  'plugin:search': {
    summary: 'Look for plugins in the indexes that the configuration names',
    load: () => import('./commands/plugin/search.ts'),
  },
  'plugin:sign': {
    summary: 'Sign a plugin, so that others can tell it is yours',
    load: () => import('./commands/plugin/sign.ts'),
  },
  'plugin:trace': {
    summary: 'Run a plugin under development and say which permissions it needs',
    load: () => import('./commands/plugin/trace.ts'),
  },
  'role:list': {summary: 'List the roles', menu: 'role_list', load: () => import('./commands/role/list.ts')},
  'role:show': {
    summary: 'Show what a role allows and who has it',
    load: () => import('./commands/role/show.ts'),
  },
  run: {summary: "Run a plugin's command by its explicit form", load: () => import('./commands/run.ts')},
  'user:add': {summary: 'Add a user', load: () => import('./commands/user/add.ts')},
  'user:grant': {summary: 'Give a role to a user', load: () => import('./commands/user/grant.ts')},
  'user:list': {summary: 'List the users', menu: 'user_list', load: () => import('./commands/user/list.ts')},
  'user:remove': {summary: 'Remove a user', load: () => import('./commands/user/remove.ts')},
  'user:show': {summary: 'Show a user', load: () => import('./commands/user/show.ts')},
  whoami: {
    summary: 'Show who you are here and what your roles allow',
    menu: 'whoami',
    load: () => import('./commands/whoami.ts'),
  },
}

/** The words that commands of Parrot are grouped under. */
export const topics: Readonly<Record<string, string>> = {
  audit: 'Verify, export and anchor the journal',
  events: 'What happened, and what happens',
  plugin: 'Install, approve, update and remove plugins',
  role: 'The roles and what they allow',
  user: 'Who is who, and who has which role',
}

/** The one oclif plugin, for shell completion; it is loaded only when its own command is called. */
export const completion = {id: 'autocomplete', summary: 'Set up completion for your shell'} as const
