/** What a plugin may call a question of its own, and how many it may ask at once. */
export const questionName = '^[A-Za-z0-9_.-]{1,64}$'
export const mostQuestions = 16

const isName = new RegExp(questionName)

/** Can these be answers by their names? The names are recorded, whoever makes them up, so they are of a kind that a plugin can have asked by. */
export function areAnswers(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const names = Object.keys(value)
  return names.length <= mostQuestions && names.every((name) => isName.test(name))
}
