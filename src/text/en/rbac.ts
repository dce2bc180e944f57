export const rbacTexts = {
  permission_syntax: {says: '"{text}" is not a permission: {cause}', next: 'See PLUGINS.md, Permissions.'},
} as const
