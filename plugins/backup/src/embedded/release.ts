/**
 * Gives the memory of a large buffer back at once: the garbage collector would, too, but only after a hundred megabytes of such.
 * `bytes` end where that memory ends, but for `spare` bytes, and what lies before them in it is done with; else nothing is done.
 */
export function release({buffer, byteOffset, byteLength}: Buffer, spare = 0): void {
  const whole = byteOffset + byteLength + spare >= buffer.byteLength
  if (whole && buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0)
}
