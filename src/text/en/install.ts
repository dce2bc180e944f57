const online = 'Look at the connection of this machine and at its npm configuration: npm ping'

/** Of fetching a plugin from wherever it is. */
export const installTexts = {
  source_either: {
    says: '"{name}" is a folder here, and may be a package of npm.',
    next: 'For the folder: ./{name}. For the package: npm:{name}.',
  },
  source_unknown: {
    says: '"{source}" is not something a plugin can come from.',
    next: 'Give a folder (./weather), a tarball (weather-1.0.0.tgz), an npm name (weather@1.0.0) or git+https://…#ref.',
  },
  source_missing: {
    says: 'There is nothing at {path}, so nothing to install.',
    next: 'Give a folder (./weather), a tarball (weather-1.0.0.tgz), an npm name (weather@1.0.0) or git+https://…#ref.',
  },
  tarball_refused: {
    says: '{path}: {cause}.',
    next: 'A plugin holds folders, files, and links between these. Nothing of it was unpacked.',
  },
  install_disk_full: {says: 'The disk is full; nothing was changed.', next: 'Make room, then try again.'},
  fetch_failed: {
    says: '{source} could not be fetched: {cause}',
    next: 'Try again, or fetch it by hand and install the folder.',
  },
  source_secret: {
    says: 'The address has a name or a password in it, which every user of this machine would see while it is fetched.',
    next: 'Write it without: npm finds a password in your .npmrc, git through a credential helper or over git+ssh://.',
  },
  registry_secret: {
    says: 'The address of the registry has a name or a password in it, which every user of this machine would see while npm runs.',
    next: 'Write it without, and give npm the password in your .npmrc: npm login --registry <address>',
  },
  npm_large: {
    says: '{spec} is more than {entries} files or {bytes} bytes; npm was stopped.',
    next: 'An administrator can allow more: install.entries and install.bytes.',
  },
  registry_wrong: {
    says: '"{registry}" is not the address of an npm registry.',
    next: 'Mend PARROT_NPM_REGISTRY, or install.registry in the configuration.',
  },
  npm_missing: {
    says: 'The registry has no package "{spec}".',
    next: 'Look at its name: npm search. A folder is written ./{spec}',
  },
  npm_version_missing: {
    says: 'The registry has the package, and no version of it that is "{spec}".',
    next: 'See its versions: npm view NAME versions',
  },
  npm_integrity: {
    says: 'What the registry sent for {spec} is not what it says it is; nothing was installed.',
    next: 'Somebody may have changed it on its way. Do not install it elsewhere before you know.',
  },
  npm_refused: {says: 'The registry refused {spec} without a login.', next: 'Log in for it: npm login'},
  npm_server: {says: 'The registry failed with status {status} for {spec}.', next: 'Try again later.'},
  npm_silent: {says: 'The registry did not answer for {spec} in time.', next: online},
  npm_offline: {
    says: 'The registry cannot be reached ({cause}), so nothing is known of {spec}.',
    next: online,
  },
  dependencies_unlocked: {
    says: 'The plugin depends on {names} and has no lockfile, so nobody could say what would be installed.',
    next: 'Its author adds npm-shrinkwrap.json (npm shrinkwrap), or bundles them.',
  },
  dependencies_loose: {
    says: '{lock}: "{name}" is not pinned to a tarball of a registry by its digest.',
    next: 'Its author makes the lockfile anew, without links, folders and git addresses.',
  },
  dependencies_twice: {
    says: 'The plugin brings a node_modules and names dependencies that are not bundled in it.',
    next: 'Its author leaves one of the two out.',
  },
  git_missing: {says: 'git is not installed.', next: 'Install it: apt install git'},
  git_ref_missing: {
    says: '{url} has no branch, tag or commit "{ref}".',
    next: 'See what it has: git ls-remote',
  },
  git_offline: {
    says: '{url} cannot be reached.',
    next: 'Look at the connection of this machine, then try again.',
  },
  git_refused: {
    says: '{url} refused to be read without a login.',
    next: 'Give git a way to log in, such as an ssh key.',
  },
  git_repository_missing: {says: 'There is no git repository at {url}.', next: 'Look at its address.'},
} as const
