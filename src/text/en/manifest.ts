export const manifestTexts = {
  manifest_wrong: {
    says: '{file}: {path}: found {found}, want {want}',
    next: 'See PLUGINS.md, or manifests/plugin.schema.json.',
  },
} as const
