/** Of plugins from outside: what they ask for, and what is done with them. */
export const pluginTexts = {
  cannot_write: {says: 'cannot write anywhere but its own data folder'},
  cannot_connect: {says: 'cannot reach the network'},

  held_new: {says: 'Nobody has approved it yet.'},
  held_widened: {says: 'It asks for more than was approved:'},
  held_signature: {says: 'The one that runs is signed; this one is not signed by the same key.'},
  held_source: {says: 'It comes from somewhere else than the one that runs.'},
  held_replaced: {says: 'It has the same version as the one that runs, and other files.'},
  held_older: {says: 'It is older than the one that runs.'},

  already_installed: {
    says: '"{name}" is installed already, from {source}.',
    next: 'Fetch it again: parrot plugin update {name}. From elsewhere: parrot plugin update {name} --from SOURCE',
  },
  name_taken: {
    says: 'There is a plugin "{name}" already, in {dir}.',
    next: 'Take that away first, or give this one another name.',
  },
  install_digest: {
    says: 'The files of "{name}" are not the ones that were expected; nothing was installed. Their digest is {found}.',
    next: 'Ask whoever told you the digest.',
  },
  install_cancelled: {says: 'It was stopped at your word; nothing was changed.'},
  not_installed: {
    says: '"{name}" was not installed by Parrot, so there is nowhere to fetch it from.',
    next: 'See where plugins come from: parrot plugin list',
  },
  update_name: {
    says: 'What was fetched for "{name}" is called "{found}"; nothing was changed.',
    next: 'Install it as what it is: parrot plugin install',
  },
  signature_required: {
    says: '"{name}" is not signed by a key that this machine trusts, and its configuration asks for that.',
    next: 'Trust its key under install.keys in the configuration, or take a signed release.',
  },

  approve_shipped: {
    says: '"{name}" came with Parrot, whose release approves it.',
    next: 'Switch it on: parrot plugin enable {name}',
  },
  not_approved: {
    says: '"{name}" was not enabled: nobody has approved the files that are there.',
    next: 'Look at what it asks for and approve it: parrot plugin approve {name}',
  },
  accept_wrong: {
    says: '"{name}" asks for something else than what was accepted; nothing was approved.',
    next: 'Look at it, and accept {accept}: parrot plugin inspect {name}',
  },
  dev_declined: {says: 'Not approved; nothing was linked or changed.'},
  declined: {says: 'Not approved; nothing was changed.'},
  dev_not_agreed: {
    says: 'Nothing was approved, and nothing was linked.',
    next: 'To agree without a terminal: parrot plugin dev {folder} --accept {accept}',
  },
  not_agreed: {
    says: 'Nothing was approved.',
    next: 'To agree without a terminal: parrot plugin approve {name} --accept {accept}',
  },
  not_agreed_files: {
    says: 'Nothing was approved.',
    next: 'To agree without a terminal: parrot plugin approve {name} --accept {accept} --digest {digest}',
  },
  consent_widened: {
    says: '"{name}" would be given more than was approved: {words}. It was not started.',
    next: 'A path in the configuration has changed. If that is meant: parrot plugin approve {name}',
  },
  lock_unsealed: {
    says: '{file} is not as this Parrot wrote it, so nothing in it counts as approved.',
    next: 'See what is there: parrot plugin list. Approve again what you want: parrot plugin approve NAME',
  },
  nothing_before: {
    says: 'There is no earlier version of "{name}" to go back to.',
    next: 'See what there is: parrot plugin inspect {name}',
  },
  previous_modified: {
    says: 'The files of the earlier version of "{name}" are not the ones that were approved; nothing was changed.',
    next: 'Fetch what you want instead: parrot plugin update {name} --from SOURCE',
  },
  depended_on: {
    says: '"{name}" is needed by "{dependant}".',
    next: 'Uninstall or disable that first: parrot plugin uninstall {dependant}',
  },
  depended_on_unseen: {
    says: '"{name}" is needed by {count} {count?plugin|plugins} that you may not know of.',
    next: 'Ask whoever may approve plugins here.',
  },
  uninstall_system: {
    says: '"{name}" in {dir} is not this user\'s to remove.',
    next: 'Switch it off: parrot plugin disable {name}',
  },
  depends_warning: {says: '"{dependant}" needs "{name}" and does not run without it.'},
} as const
