export const sandboxTexts = {
  no_sandbox: {
    says: 'No sandbox for {plugin}: {cause}',
    next: 'See what is missing and the one command that mends it: parrot doctor',
  },
} as const
