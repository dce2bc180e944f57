import {expect, test} from 'vitest'
import {isWellFormed} from '../../src/manifest/well-formed.ts'

test.each([null, true, 1, '', 'a\u0000', '\ud83e\udd9c', [], {}, {'\ud83e\udd9c': ['\ufffd', {a: null}]}])(
  '%j has a form in UTF-8',
  (value) => {
    expect(isWellFormed(value)).toBe(true)
  },
)

test.each(['\ud800', 'a\udc00b', '\udd9c\ud83e', ['a', '\ud800'], {a: {b: ['\ud800']}}, {a: {'\ud800': 1}}])(
  '%j has none',
  (value) => {
    expect(isWellFormed(value)).toBe(false)
  },
)
