export const sandboxTexts = {
  no_sandbox: {
    says: 'No sandbox for {plugin}: {cause}',
    next: 'See what is missing and the one command that mends it: parrot doctor',
  },
  sandbox_path_missing: {
    says: '{path} cannot be given to a plugin: it cannot be opened ({cause}).',
    next: 'Make it, or mount what it is on.',
  },
  sandbox_path_link: {
    says: '{path} cannot be given to a plugin: it is a link.',
    next: 'Declare the path that it leads to.',
  },
  sandbox_path_moved: {
    says: '{path} cannot be given to a plugin: it leads to {real}.',
    next: 'Declare the real path, if it is what you mean.',
  },
  sandbox_path_kind: {says: '{path} cannot be given to a plugin: it is neither a file nor a folder.'},
  sandbox_path_never: {
    says: '{path} is never given to a plugin.',
    next: 'See what never is: PLUGINS.md, Permissions.',
  },
  sandbox_path_root: {
    says: 'Whoever writes {path} can become root, so it needs sys:root.',
    next: 'Declare a narrower path.',
  },
  sandbox_path_taken: {
    says: '{path} cannot be given to a plugin: in its sandbox {taken} is its own folder.',
    next: 'Mount what is there under another path, and declare that.',
  },
  sandbox_path_owner: {
    says: 'Under root a plugin writes as the owner of what it may write, and {path} belongs to root.',
    next: 'Give the folder to an ordinary user: chown <user> {path}',
  },
  sandbox_path_owners: {
    says: 'Under root a plugin writes as the owner of what it may write, and {path} belongs to another one than the rest.',
    next: 'Give all that it may write to one user.',
  },
  sandbox_disk_full: {
    says: 'The disk that holds {path} is nearly full, and what Parrot records must fit on it.',
    next: 'Make room on it: df -h {path}',
  },
  sandbox_program_missing: {
    says: 'The program {program} is not on this machine.',
    next: 'Install it, then try again.',
  },
  sandbox_sys_root: {
    says: 'sys:root can only be had where Parrot itself runs as root.',
    next: 'Run it with sudo.',
  },
  sandbox_sys: {says: 'sys:{kind} cannot be given yet: nothing here could hold a plugin to it.'},
  sandbox_entry_outside: {says: 'The entrypoint {entry} of {plugin} is not a file of its folder.'},
  sandbox_entry_mode: {says: '{file} may not be executed.', next: 'Make it executable: chmod +x {file}'},
  sandbox_entry_kind: {
    says: '{file} cannot be started: it has neither a #! line nor is it a program.',
    next: 'Begin it with the line #!/usr/bin/env bash, or the interpreter it is for.',
  },
  sandbox_entry_program: {
    says: '{file} asks in its first line for {program}, and that is not on this machine.',
    next: 'Install what it is of, or name another there.',
  },
  sandbox_variable: {
    says: 'The variable {name} is never passed to a plugin: a loader, a shell or Parrot itself would obey it.',
    next: 'Give it another name.',
  },
  sandbox_unreadable: {
    says: 'Under root a plugin runs as another user, and {path} is too much to be copied for it.',
    next: 'Let everybody read it: chmod -R go+rX {path}',
  },
  bash_missing: {says: 'There is no bash on this machine.', next: 'Install it: {command}'},
  bwrap_missing: {says: 'There is no bubblewrap on this machine.', next: 'Install it: {command}'},
  bwrap_old: {
    says: 'The bubblewrap of this machine does not know {option}.',
    next: 'It needs 0.10, or an older one with the fix for CVE-2024-42472: {command}',
  },
  bwrap_mode: {
    says: '{file} is there, but it may not be executed.',
    next: 'Make it executable, on a disk that is not mounted noexec: {command}',
  },
  bwrap_setting: {
    says: 'This machine lets ordinary users make no namespaces: {setting}.',
    next: 'Allow it: {command}',
  },
  bwrap_container: {
    says: 'The container that this is forbids what bubblewrap needs: {cause}',
    next: 'Start it with: {command}',
  },
  bwrap_failed: {says: 'bubblewrap does not work here: {cause}', next: 'See for yourself: {command}'},
  machine_unknown: {says: 'Parrot has no filter of system calls for {machine} machines.'},
} as const
