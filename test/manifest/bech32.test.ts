import {expect, test} from 'vitest'
import {isBech32} from '../../src/manifest/bech32.ts'

/** Of BIP 173. */
test.each([
  'A12UEL5L',
  'a12uel5l',
  'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw',
  'split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w',
  '?1ezyfcl',
])('%s has the right checksum', (text) => {
  expect(isBech32(text)).toBe(true)
})

test.each([
  'split1cheo2y9e2w',
  'A1G7SGD8',
  '10a06t8',
  '1qzzfhee',
  'a12UEL5L',
  'x1b4n0q5v',
  'pzry9x0s0muk',
  '',
])('%j is none', (text) => {
  expect(isBech32(text)).toBe(false)
})
