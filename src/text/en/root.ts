/** Of what root lets the server of a machine have done as root. */
export const rootTexts = {
  root_help: {
    says: `What the server of this machine may have done as root (docs/server.md).

  sudo parrot root install [--yes]    have systemd listen for the server
  sudo parrot root allow NAME         agree to a plugin of the server's
  sudo parrot root COMMAND …          any command of Parrot in root's home

Options
  --home DIR     before the word: root's home, instead of /var/lib/parrot-root
  --for USER     install, serve: whom the server runs as, instead of parrot
  --from DIR     allow: the server's home, instead of /var/lib/parrot
  --accept HEX   allow: agree, where nobody can be asked
  --socket PATH  serve: listen there, without systemd

Examples
  sudo parrot root allow backup
  sudo parrot root plugin config backup
  sudo parrot root plugin list
  sudo parrot root events list
  sudo parrot root plugin disable backup
  sudo parrot root serve`,
  },
  doctor_root: {says: 'The helper that runs as root answers on {socket}.'},
  doctor_root_silent: {
    says: 'The helper that runs as root does not answer on {socket}: {cause}.',
    next: 'As root: systemctl status parrot-root.socket parrot-root.service. Without systemd: parrot root serve',
  },
  doctor_root_folder: {
    says: '{folder} can be changed by others than root, who could listen on {socket} in its place.',
    next: 'As root: chown root: {folder} && chmod 755 {folder}',
  },
  doctor_root_readable: {
    says: '{file} says what root lets the server have done, and others can read it.',
    next: 'Close root’s home: chmod 700 {home}',
  },
  root_words: {says: 'That is nothing that parrot root does.', next: 'See what it does: parrot root --help'},
  root_only: {
    says: 'Only root decides what the server of this machine may have done as root.',
    next: 'Run it with sudo.',
  },
  root_changeable: {
    says: '{path} can be changed by others than root, and would run as root or decide what does.',
    next: 'Have all of Parrot, its Node and the folders above belong to root, writable by nobody else.',
  },
  root_no_user: {
    says: '{user} is no user of this machine that a server could run as.',
    next: 'Name the one it runs as: --for USER',
  },
  root_blind: {says: 'The kernel does not say here who connects, so nothing is done for anybody.'},
  root_nowhere: {
    says: 'No plugin {name} comes with Parrot, and {from} is no home in which one is enabled.',
    next: 'Enable it there first, or name the server’s home: --from DIR. From elsewhere: parrot root plugin install SOURCE',
  },
  root_not_agreed: {
    says: 'Nobody agreed to what {name} asks for, so it is not allowed.',
    next: 'At a terminal it is asked. Elsewhere: parrot root allow {name} --accept {accept}',
  },
  root_allowed: {says: 'The server of this machine may have {name} run as root.'},
  root_would: {says: 'Nothing was changed. To do it: parrot root install --yes'},
  root_installed: {says: 'systemd listens. Nothing is allowed yet but by: parrot root allow NAME'},
  root_absent: {
    says: '{tool} needs root’s rights or another user’s, the server of this machine has neither, and its helper is not there ({cause}).',
    next: 'As root: parrot root install --yes, then parrot root allow {plugin}. What that means is in docs/server.md.',
  },
  root_lost: {
    says: 'The helper that runs as root went away before it answered, so how this ended is not known here.',
    next: 'As root, see what is on record there: parrot root events list',
  },
  root_long: {says: '{tool} takes at most {most} bytes of input where it is run as root.'},
  root_wrong: {says: 'The helper that runs as root was not sent one job, in one line, in time.'},
  root_answered: {
    says: 'What {tool} asked was answered already, and that was gone on with; it is not done twice.',
    next: 'Begin anew: call it without answers.',
  },
  root_unasked: {
    says: 'What came back as answered to {tool} was not asked so by the helper that runs as root: for this command and input, unchanged, within a quarter of an hour.',
    next: 'Begin anew: call it without answers.',
  },
  root_not_allowed: {
    says: 'Root has not allowed {plugin} to be run as it is now and for what it asks now.',
    next: 'As root, look at it: parrot root allow {plugin}',
  },
  root_differs: {
    says: 'The server would have {tool} run with other paths or settings than root has for it.',
    next: 'Make them the same: parrot plugin config {plugin}, and as root parrot root plugin config {plugin}',
  },
} as const
