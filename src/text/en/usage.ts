export const usageTexts = {
  usage_link: {
    says: '{path} is no folder, or a link leads to it.',
    next: 'Name the folder itself, as realpath(1) shows it.',
  },
  usage_unreadable: {says: '{path} cannot be looked at: {cause}.'},
  usage_summary: {says: '{under}: {gigabytes} GiB in {entries} files and folders'},
  usage_summary_cut: {
    says: '{under}: at least {gigabytes} GiB in {entries} files and folders; its time or entries were over before its end',
  },
} as const
