import {createInterface} from 'node:readline'
import {hostKey} from '../../../src/events/host-key.ts'

// Makes, or finds, the host key in each file named on standard input, and prints its public half.
for await (const file of createInterface({input: process.stdin}))
  process.stdout.write(`${hostKey(file).publicKey}\n`)
