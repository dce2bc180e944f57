/**
 * Asks a built program that a test starts to write down which of its code ran, where .ci/run wants to know: what a test
 * process counts is its own lines only (scripts/lines-covered.ts).
 */
export function programCoverage(): {readonly NODE_V8_COVERAGE?: string} {
  const folder = process.env['PARROT_PROGRAM_COVERAGE']
  return folder === undefined ? {} : {NODE_V8_COVERAGE: folder}
}
