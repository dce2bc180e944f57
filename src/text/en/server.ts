/** Of the server that runs by itself. */
export const serverTexts = {
  server_terminal: {
    says: 'Only a person at a terminal starts, stops, restarts or installs the server.',
    next: 'Ask whoever administers this machine: parrot server --help',
  },
  server_runs: {
    says: 'A server runs already: PID {pid}, version {version}, since {started}.',
    next: 'See how it is: parrot server status',
  },
  server_held: {
    says: 'Another server holds this place ({file}); it starts, ends, or does not answer.',
    next: 'See how it is: parrot server status',
  },
  server_taken: {
    says: 'Something answers on {path} that is no server of this home; it is left alone.',
    next: 'See what it is: ss -xlp. Another XDG_RUNTIME_DIR gives another place.',
  },
  server_other: {
    says: 'The server of another home has this place, {folder}: PID {pid}, whose records are in {records}. It is left alone.',
    next: 'Work with it from its home: {home} parrot server status. A server beside it has a place of its own: set PARROT_HOME, or another XDG_RUNTIME_DIR.',
  },
  server_none_here: {says: 'No server of this home runs.'},
  server_in_the_way: {says: '{path} is no socket.', next: 'Look what it is and move it away.'},
  server_folder: {
    says: '{folder} is not a folder of your own that is closed to everybody else, so nothing is served there.',
    next: 'If it is yours: chmod 700 {folder}',
  },
  server_path: {
    says: 'The path of a socket in {folder} has more than the {most} bytes that the kernel takes.',
    next: 'Set XDG_RUNTIME_DIR to a shorter one.',
  },
  server_cannot: {says: 'This process cannot serve.', next: 'Start it from a terminal: parrot server start'},
  server_not_up: {says: 'The server did not come up.', next: 'See what it said: {log}'},
  server_not_awaited: {
    says: 'Nobody waits for the server any more.',
    next: 'See how it is: parrot server status',
  },
  server_stays: {
    says: 'The server (PID {pid}) has not ended yet.',
    next: 'End it, and what runs for it: parrot server stop --now',
  },
  server_stopped: {says: 'No server runs.', next: 'Start one: parrot server start'},
  server_ended: {says: 'The server (PID {pid}) has ended.'},
  server_serves: {says: 'PID {pid} serves {address}'},
  server_ends: {says: 'It ends; {running} calls run.'},
  server_ended_after: {says: 'It ended after {calls} calls, {cancelled} of them cancelled.'},
  server_reloaded: {says: 'It read its configuration, roles, users and plugins anew; something differs.'},
  server_reloaded_same: {
    says: 'It read its configuration, roles, users and plugins anew; they are as they were.',
  },
  server_not_reloaded: {says: 'Error: it could not read its configuration anew: {cause}'},
  server_silent: {
    says: 'The server is there and does not answer.',
    next: 'End it: parrot server stop --now. What it said: parrot server logs',
  },
  server_is_running: {says: 'The server runs as PID {pid}.'},
  server_is_stopping: {says: 'The server (PID {pid}) ends; it takes no new calls.'},
  server_is_silent: {says: 'The server (PID {pid}) is there and does not answer: parrot server stop --now'},
  server_is_dead: {
    says: 'The server (PID {pid}) is gone and did not end by itself: parrot server start',
  },
  server_is_stopped: {says: 'No server runs: parrot server start'},
  server_key_needed: {
    says: 'The kernel does not say here who connects, so a key is needed: first the line "Authorization: Bearer prk_…".',
  },
  server_no_role: {
    says: 'You have no role on this machine, so your agent has none: show a key, first the line "Authorization: Bearer prk_…".',
  },
  server_key_wrong: {says: 'The key that was shown is not good here.'},
  server_ending: {says: 'The server is ending and takes no new calls; call again in a moment.'},
  server_http_address: {
    says: 'The setting HTTP of the plugin server is neither empty nor a port or an address of this machine alone: {address}',
    next: 'Set one such as 8750, 127.0.0.1:8750 or [::1]:8750: parrot plugin config server set HTTP 8750',
  },
  server_listen: {says: 'Nothing can be served on {address}: {cause}'},
  server_no_notify: {
    says: 'This Node cannot tell systemd how the server is (it has no node:ffi).',
    next: 'Use a newer one, or start the server by hand: parrot server start',
  },
  server_foreign: {
    says: '{file} was not written by Parrot for this home and is left as it is.',
    next: 'Move it away, if it is not needed.',
  },
  server_by_hand: {
    says: 'A server that was started by hand runs (PID {pid}).',
    next: 'Stop it first: parrot server stop',
  },
  server_systemctl: {says: 'systemd could not do it: {cause}', next: 'Nothing was left changed.'},
  server_install_would: {says: 'Nothing was changed. To have it so: parrot server install --yes'},
  server_install_same: {says: 'Installed already, just so.'},
  server_installed: {says: 'Installed and started; systemd keeps it running.'},
  server_none_installed: {says: 'Nothing of it is installed.'},
  server_uninstall_would: {says: 'Nothing was changed; these would be taken away.'},
  server_uninstalled: {says: 'Stopped and taken away.'},
  server_machine_root: {
    says: 'Only root installs or removes the server of the whole machine.',
    next: 'Call it as root; without --yes, or with --dry-run, everybody is shown what it would do.',
  },
  server_closed: {
    says: '{path} is not open to everybody, and the server of the machine has an account of its own ({account}).',
    next: 'Install Node and Parrot where everybody may read them, as npm install -g does for root.',
  },
  server_account: {
    says: 'There is an account {account} already that is not the server’s: its home is {home}.',
    next: 'Give that account another name, or write a unit of your own: parrot server install --system --dry-run',
  },
  server_no_account: {
    says: 'systemd-sysusers could not make the account {account}: {cause}',
    next: 'Nothing was left changed.',
  },
  server_machine_systemctl: {
    says: 'systemd could not do it: {cause}',
    next: 'The units were taken away again; the account {account}, and {home} if it was made, stay.',
  },
  server_machine_would: {
    says: 'Nothing was changed. To have it so, as root: parrot server install --system --yes',
  },
  server_machine_installed: {
    says: 'Installed and started; systemd keeps it running. Give people roles: parrot user add NAME --role viewer --os NAME',
  },
  server_machine_gone_would: {
    says: 'Nothing was changed; these would be taken away. {home} and the account {account} would stay.',
  },
  server_machine_gone: {
    says: 'Stopped and taken away. {home}, with all that is on record, and the account {account} stay.',
  },
} as const
