const again = 'Look at what changed, then try again.'

export const catalogTexts = {
  folder_unreadable: {says: '{dir}: {cause}.', next: 'Make it readable: chmod u+rx {folder}'},
  folder_too_full: {
    says: '{dir} holds more than {most} folders; the rest is left out.',
    next: 'Keep nothing but plugins there.',
  },
  folder_is_link: {
    says: '{dir} is a symbolic link; a plugin is a folder of its own.',
    next: 'Copy it: cp -rL',
  },
  folder_foreign: {
    says: '{dir} belongs to uid {owner}, who could change what runs here.',
    next: 'Take it over: chown -R "$(id -u)" {folder}',
  },
  folder_writable: {
    says: '{dir} can be written by others, who could change what runs here.',
    next: 'Close it: chmod -R go-w {folder}',
  },
  part_foreign: {
    says: '{dir}: {path} belongs to uid {owner}, who could change what runs here.',
    next: 'Take it over: chown -R "$(id -u)" {folder}',
  },
  part_writable: {
    says: '{dir}: {path} can be written by others, who could change what runs here.',
    next: 'Close it: chmod -R go-w {folder}',
  },
  tree_refused: {
    says: '{dir}: {path}: {cause}.',
    next: 'A plugin holds folders, files, and links between these. Take out what is named.',
  },

  entry_missing: {
    says: '{file}, the entrypoint, cannot be found ({cause}).',
    next: 'Mend "entrypoint" in the manifest, or build the plugin.',
  },
  entry_outside: {
    says: '{file}, the entrypoint, leads out of its folder.',
    next: 'Put a copy into the folder.',
  },
  entry_not_a_file: {
    says: '{file}, the entrypoint, is not a regular file.',
    next: 'Mend "entrypoint" in the manifest.',
  },
  entry_not_executable: {
    says: '{file}, the entrypoint, is not executable.',
    next: 'Mend it: chmod +x {word}',
  },
  entry_no_program: {
    says: '{file}, the entrypoint, cannot be started: it has neither a #! line nor is it a program.',
    next: 'Begin it with the line #!/usr/bin/env bash, or the interpreter it is for.',
  },

  plugin_misplaced: {
    says: '{dir} holds a plugin called "{name}".',
    next: 'Give the folder the name of its plugin.',
  },
  plugin_platform: {says: '"{name}" is for {platforms}; this is {platform}.'},
  plugin_requires: {
    says: '"{name}" needs Parrot {range}; this is {version}.',
    next: 'Update Parrot or take another version of the plugin.',
  },
  plugin_changed: {says: '{dir} changed while Parrot looked at it.', next: 'Try again.'},
  plugin_shadows: {
    says: '{dir} is left out: there is a plugin "{name}" already, in {other}.',
    next: 'Give it another name, in its manifest and its folder.',
  },
  tool_own: {
    says: '"{name}" cannot have a command "{tool}": that is what Parrot calls something of its own.',
    next: 'Its author has to name it differently.',
  },
  tool_taken: {
    says: '"{name}" is left out: its command would be called "{tool}", as one of "{other}" is.',
    next: 'Disable one of the two: parrot plugin disable {other}',
  },

  dependency_missing: {
    says: '"{name}" needs the plugin "{dependency}", which is not there.',
    next: 'Install it first.',
  },
  dependency_not_enabled: {
    says: '"{name}" needs the plugin "{dependency}", which is not enabled.',
    next: 'Enable it: parrot plugin enable {dependency}',
  },
  dependency_version: {
    says: '"{name}" needs "{dependency}" {range}; {version} is there.',
    next: 'Update one of the two.',
  },
  dependency_circle: {says: '"{name}" waits for itself: {circle}.', next: 'One of them must do without.'},

  lock_damaged: {
    says: '{file} is not a lock as Parrot writes it; no plugin is enabled.',
    next: 'Put a good copy back. Or move it away, and approve your plugins again: parrot plugin approve NAME',
  },
  lock_busy: {says: '{file} has been in use by another process for 10 seconds.', next: 'Try again.'},
  lock_unwritable: {
    says: '{file} could not be written: {cause}',
    next: 'Mend the folder or free the disk, then try again.',
  },
  proposal_changed: {says: '"{name}" is no longer what was proposed; it was not approved.', next: again},
  shipped_modified: {
    says: 'The files of "{name}" are not the ones that came with Parrot.',
    next: 'Install Parrot again.',
  },
} as const
