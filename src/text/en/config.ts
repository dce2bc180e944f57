export const configTexts = {
  config_unreadable: {says: '{file}: {cause}', next: 'Mend the file or its permissions, then try again.'},
} as const
