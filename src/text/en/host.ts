export const hostTexts = {
  unknown_plugin: {
    says: 'There is no plugin or command "{name}".',
    next: 'See what there is: parrot plugin list',
  },
} as const
