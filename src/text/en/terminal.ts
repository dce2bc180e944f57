export const terminalTexts = {
  terminal_needed: {says: 'The menu needs a terminal.', next: 'Name a command, or see: parrot --help'},
} as const
