/** Of writing a plugin. */
export const authorTexts = {
  new_name: {
    says: '"{name}" cannot be the name of a plugin: {want}, and none of Parrot\'s own words.',
    next: 'Choose another name.',
  },
  new_there: {
    says: '{dir} is there already; nothing was made.',
    next: 'Choose another name, or another folder with --dir.',
  },
  new_nowhere: {says: 'There is no folder {dir}.', next: 'Make it: mkdir -p {dir}'},
  example_words: {
    says: 'The words of the example are not what this command takes.',
    next: 'Compare them with: parrot NAME --help',
  },
  test_root: {
    says: '"{name}" asks for {right}, and is not run for a test with that.',
    next: 'Test it without, or install and run it.',
  },
  test_secret: {
    says: 'The example "{run}" has {key} read from somewhere on this machine, which only an administrator may say; nothing was run.',
    next: 'Write a value to try it with into the example.',
  },
  test_accept: {
    says: '"{name}" asks for more than nothing, and nobody agreed; nothing was run.',
    next: 'Agree on a terminal, or with: --accept {accept}',
  },
} as const
