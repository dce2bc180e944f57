/** Of a machine whose people are clients of its server. */
export const peopleTexts = {
  people_files: {
    says: '{tool} works on files of yours, and the server of this machine has rights to files that you do not have.',
    next: 'Have it done by a Parrot of your own, in your home: PARROT_SYSTEM=0 parrot …',
  },
  people_lent: {
    says: 'The server of this machine would open what {what} names, or send it on, with rights that you do not have.',
    next: 'Ask whoever administers this machine; they may set it.',
  },
  people_guarded: {
    says: '{what} says who may do what here, what stays on record or whose plugins are taken, so only who may do everything changes it or takes it away.',
    next: 'Ask whoever administers this machine.',
  },
  people_told: {
    says: '{what} would have the server tell somebody of events that you may not read.',
    next: 'Ask whoever administers this machine to set it, or for the right logs:read.',
  },
  people_reach: {
    says: 'The server would connect to what your role does not let you have it reach: {rights}.',
    next: 'Ask whoever administers this machine to set it, or for this right: {rights}',
  },
  people_secret: {
    says: 'There may be a secret in the configuration itself ({what}), so its whole text is for who may do everything.',
    next: 'Ask whoever administers this machine to keep it in a file or a variable; until then: parrot config show, parrot config set KEY VALUE',
  },
  people_server: {
    says: 'The server of this machine does not start, stop or install itself.',
    next: 'As root: systemctl status parrot-mcp, or PARROT_SYSTEM=0 parrot server install --system. For a server of your own: PARROT_SYSTEM=0 parrot server --help',
  },
  people_input: {says: 'What was given could not be read where it was given.'},
  people_left: {says: 'Whoever asked has left before it was known what they gave.'},
  people_strangers: {
    says: 'You have no role on this machine and asked too often.',
    next: 'Ask whoever administers it for a role, and come again in a minute.',
  },
  people_busy: {
    says: '{most} calls of yours run already.',
    next: 'Wait until one of them has ended.',
  },
  people_full: {
    says: '{most} terminals of yours are connected already.',
    next: 'Close one of them.',
  },
  people_often: {
    says: 'You have connected to the server of this machine too often in a short time.',
    next: 'Wait a second and come again.',
  },
  people_unnamed: {
    says: 'The list of accounts of this machine gave no answer, so it is not known what you may do.',
    next: 'Come again in a moment. To see how long it takes: getent passwd',
  },
  people_wrong: {
    says: 'The server did not understand this Parrot, or was sent more than it takes.',
    next: 'Make them the same version, and send less at once.',
  },
  people_silent: {
    says: 'This machine has a server for its people, and it does not answer ({socket}: {cause}).',
    next: 'Ask whoever administers it to look: systemctl status parrot-mcp. A Parrot of your own, without it: PARROT_SYSTEM=0 parrot …',
  },
  people_untrusted: {
    says: '{socket} is no socket that only its owner or root could have put there, so nothing is said to it.',
    next: 'Ask whoever administers this machine. A Parrot of your own, without it: PARROT_SYSTEM=0 parrot …',
  },
  people_other: {
    says: 'The server of this machine speaks otherwise than this Parrot ({version}).',
    next: 'Make them the same version.',
  },
  people_wordless: {
    says: 'The server says "{said}", which this Parrot does not know.',
    next: 'Make them the same version.',
  },
  people_odd: {
    says: 'What the server of this machine ({socket}) answered is not what this Parrot understands ({cause}).',
    next: 'Make them the same version; if they are, ask whoever administers it to look: systemctl status parrot-mcp',
  },
  people_lost: {
    says: 'The server went away before it answered, so how this ended is not known here.',
    next: 'Once it is back, see what is on record: parrot events list',
  },
  people_elsewhere: {
    says: 'On this machine the server does that, and no terminal.',
    next: 'For a Parrot of your own: PARROT_SYSTEM=0 parrot …',
  },
  people_profile: {
    says: 'The configuration is the server’s here, so there is no profile to choose.',
    next: 'For a Parrot of your own: PARROT_SYSTEM=0 parrot …',
  },
  people_folder: {
    says: 'PARROT_PEOPLE ({folder}) is no folder of this server’s own user that others may enter and not write to.',
    next: 'Let systemd make it (RuntimeDirectory=parrot), or: install -d -o parrot -m 755 /run/parrot',
  },
  people_home: {
    says: 'PARROT_PEOPLE is for a server with a home of its own, and PARROT_HOME is not set.',
    next: 'Set PARROT_HOME to a folder of the server’s user, such as /var/lib/parrot.',
  },
  people_unknown: {
    says: 'Error: the kernel does not say here who connects, so nobody else of this machine is let in at {folder}.',
  },
} as const
