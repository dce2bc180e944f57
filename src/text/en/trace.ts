export const traceTexts = {
  strace_missing: {
    says: 'There is no strace on this machine, and a trace is what it sees.',
    next: 'Install it: {command}',
  },
  trace_forbidden: {
    says: 'No program may be followed on this machine: {cause}',
    next: 'Allow it: sudo sysctl kernel.yama.ptrace_scope=1. In a container: start that with --cap-add SYS_PTRACE.',
  },
  trace_broken: {
    says: 'strace does not work here: {cause}',
    next: 'It needs to be 5.9 or newer: strace --version',
  },
  trace_folder: {
    says: '{dir} is not a folder.',
    next: 'Name the folder that holds the plugin: parrot plugin trace ./my-plugin',
  },
  trace_no_program: {
    says: '"{tool}" starts no program of its own, so there is nothing to trace.',
    next: 'Trace the plugins that it calls.',
  },
  trace_which: {
    says: '"{name}" has several commands: {commands}.',
    next: 'Say which one: --command <name>',
  },
  trace_no_command: {
    says: '"{name}" has no command "{command}". It has: {commands}.',
    next: 'Say another one: --command <name>',
  },
  trace_not_agreed: {
    says: 'Nothing was run.',
    next: 'A trace runs the code of the plugin. Agree at the question, or with --accept.',
  },
  trace_runs: {
    says: 'run {entry} in its sandbox up to 8 times, with an empty /data and no host to be reached',
  },
  trace_shows: {says: 'show it, read-only, what it tries to read and this machine has, but for secrets'},
  trace_declared: {says: 'give it what its manifest declares: {words}'},
  trace_secret: {
    says: 'It holds secrets, and was not shown to it. Declare it only if it is what the plugin is for.',
  },
  trace_link: {says: '{asked} is a link, or leads through one: have the plugin open {path}.'},
  trace_looked: {says: 'It only looked whether this is there. A narrower path may do.'},
  trace_never: {says: 'Never given to a plugin.'},
  trace_root: {says: 'Whoever writes there can become root: it would need sys:root.'},
  trace_own: {says: "The plugin's own folder is read-only; what is kept goes to /data."},
  trace_nowhere: {says: 'Its folder is not there on this machine, so it cannot be given.'},
  trace_kind: {says: 'Neither a file nor a folder: sockets, pipes and devices are not given.'},
  trace_closed: {says: 'It was shown, and is closed to the user that the plugin runs as.'},
  trace_home: {says: "The plugin's own folder by where it is developed: in the sandbox it is /plugin."},
  trace_name: {
    says: 'No permission can hold this name: it has a wildcard, a $ or an invisible character in it.',
  },
  trace_unused: {says: 'Declared, and not used in this run.'},
  trace_only_read: {says: 'Declared for writing, and only read in this run: fs:read may do.'},
  trace_failed: {says: 'It ended with status {status}, so it may not have come to all that it does.'},
  trace_ended: {says: 'It was ended ({because}), so it may not have come to all that it does.'},
  trace_cut: {says: 'It touched more than 20,000 paths; the rest is not counted.'},
  trace_direct: {
    says: 'It tried to connect by itself ({addresses}). The only way out is the proxy that HTTP_PROXY and HTTPS_PROXY name.',
  },
  trace_sys: {says: '{text} is declared, and not given in a trace.'},
  trace_unseen: {
    says: 'Variables of the environment, facts and Unix sockets cannot be seen this way, and paths are those of this run.',
  },
} as const
