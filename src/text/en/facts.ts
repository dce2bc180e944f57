export const factTexts = {
  fact_unavailable: {says: '{fact} cannot be had here: {cause}'},
} as const
