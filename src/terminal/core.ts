import type {OwnCommandClass} from './own-command.ts'

/** A command of Parrot's own: what lists say about it, and its class, loaded when it is called or explained. */
export type CoreEntry = {
  readonly summary: string
  /** Needs no arguments and is worth a line in the menu; the operation it asks for. */
  readonly menu?: string
  /** Not for people: no list shows it. */
  readonly hidden?: true
  readonly load: () => Promise<{readonly default: OwnCommandClass}>
}

/** Parrot's own commands by oclif id. A test holds this list against the files of commands/. */
export const core: Readonly<Record<string, CoreEntry>> = {
  'alert:check': {
    summary: 'Evaluate the rules of alerts now',
    load: () => import('./commands/alert/check.ts'),
  },
  'alert:list': {
    summary: 'List the rules of alerts and what fires',
    menu: 'alert_list',
    load: () => import('./commands/alert/list.ts'),
  },
  'alert:silence': {
    summary: 'Let nothing be told of a rule for a while',
    load: () => import('./commands/alert/silence.ts'),
  },
  'alert:test': {
    summary: 'See whether an alert reaches you',
    load: () => import('./commands/alert/test.ts'),
  },
  'alert:unsilence': {
    summary: 'Let a silenced rule be told of again',
    load: () => import('./commands/alert/unsilence.ts'),
  },
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
  'config:await': {
    summary: 'For parrot config set: take a change back when its time is over',
    hidden: true,
    load: () => import('./commands/config/await.ts'),
  },
  'config:check': {
    summary: 'Say what is wrong in the configuration, by file, line and column',
    menu: 'config_check',
    load: () => import('./commands/config/check.ts'),
  },
  'config:confirm': {
    summary: 'Let a change that waits to be confirmed stand',
    load: () => import('./commands/config/confirm.ts'),
  },
  'config:diff': {
    summary: 'Show what is not as it is by default',
    load: () => import('./commands/config/diff.ts'),
  },
  'config:edit': {
    summary: 'Edit your configuration file and put it in place only if it is right',
    load: () => import('./commands/config/edit.ts'),
  },
  'config:get': {
    summary: 'Show one value of the configuration',
    load: () => import('./commands/config/get.ts'),
  },
  'config:history': {
    summary: 'List the good configurations that were kept',
    load: () => import('./commands/config/history.ts'),
  },
  'config:init': {
    summary: 'Write a configuration file with every key in it as a comment',
    load: () => import('./commands/config/init.ts'),
  },
  'config:reload': {
    summary: 'Have the server take its files as they are now',
    load: () => import('./commands/config/reload.ts'),
  },
  'config:rollback': {
    summary: 'Put an earlier good configuration back',
    load: () => import('./commands/config/rollback.ts'),
  },
  'config:set': {
    summary: 'Set one key in your configuration file',
    load: () => import('./commands/config/set.ts'),
  },
  'config:show': {
    summary: 'Show every value of the configuration and where it comes from',
    menu: 'config_show',
    load: () => import('./commands/config/show.ts'),
  },
  'config:unset': {
    summary: 'Take one key out of your configuration file',
    load: () => import('./commands/config/unset.ts'),
  },
  'cron:missed': {
    summary: 'For cron: notice which runs of the schedule were missed',
    hidden: true,
    load: () => import('./commands/cron/missed.ts'),
  },
  'cron:run': {
    summary: 'For cron: run an entry of the schedule',
    hidden: true,
    load: () => import('./commands/cron/run.ts'),
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
  'events:dead': {
    summary: 'List the events that a subscriber was not told of',
    load: () => import('./commands/events/dead.ts'),
  },
  'events:deliver': {
    summary: 'Tell subscribers of events, now or as they come',
    load: () => import('./commands/events/deliver.ts'),
  },
  'events:prune': {
    summary: 'Cut the oldest events away, as the configuration says or you do',
    load: () => import('./commands/events/prune.ts'),
  },
  'events:replay': {
    summary: 'Tell a subscriber again of what happened',
    load: () => import('./commands/events/replay.ts'),
  },
  'events:stats': {
    summary: 'Count what happened, what failed and how long it took',
    menu: 'events_stats',
    load: () => import('./commands/events/stats.ts'),
  },
  'events:retry': {
    summary: 'Have events delivered that were put aside',
    load: () => import('./commands/events/retry.ts'),
  },
  'events:subscribers': {
    summary: 'List who is told of which events, and how that goes',
    menu: 'events_subscribers',
    load: () => import('./commands/events/subscribers.ts'),
  },
  'events:test': {
    summary: 'Send a test event to a subscriber',
    load: () => import('./commands/events/test.ts'),
  },
  'events:tail': {
    summary: 'Show what happens as it happens',
    load: () => import('./commands/events/tail.ts'),
  },
  'key:create': {summary: 'Make an API key for an agent', load: () => import('./commands/key/create.ts')},
  'key:import': {
    summary: 'Keep a key that the scripts hashed',
    load: () => import('./commands/key/import.ts'),
  },
  'key:list': {summary: 'List the API keys', menu: 'key_list', load: () => import('./commands/key/list.ts')},
  'key:revoke': {summary: 'Take an API key back', load: () => import('./commands/key/revoke.ts')},
  'key:rotate': {
    summary: 'Give an API key another secret',
    load: () => import('./commands/key/rotate.ts'),
  },
  mcp: {
    summary: 'Serve AI agents by the Model Context Protocol',
    load: () => import('./commands/mcp.ts'),
  },
  'plugin:approve': {
    summary: 'Agree to what a plugin, or its update, asks for, and switch it on',
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
  'plugin:disable': {
    summary: 'Switch a plugin off; what was approved is kept',
    load: () => import('./commands/plugin/disable.ts'),
  },
  'plugin:enable': {
    summary: 'Switch a plugin on again that was approved, or came with Parrot',
    load: () => import('./commands/plugin/enable.ts'),
  },
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
  reload_config: {
    summary: 'Have the server take its files as they are now',
    hidden: true,
    load: () => import('./commands/reload_config.ts'),
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
  alert: 'What fires, and what people are told of it',
  audit: 'Verify, export and anchor the journal',
  config: 'See, change and check the configuration',
  cron: 'What cron runs of the schedule; entries are made with setup_cron',
  events: 'What happened, and what happens',
  key: 'API keys, by which agents are told apart',
  plugin: 'Install, approve, update and remove plugins',
  role: 'The roles and what they allow',
  user: 'Who is who, and who has which role',
}

/** The one oclif plugin, for shell completion; it is loaded only when its own command is called. */
export const completion = {id: 'autocomplete', summary: 'Set up completion for your shell'} as const
