import {fdatasync} from 'node:fs'
import {promisify} from 'node:util'

/** Bytes that are written before they are sent on to the disk. */
const enough = 4 * 1024 ** 2
const sync = promisify(fdatasync)

/** Has what is written to a file go to the disk meanwhile, so that there is little left to wait for at the end. */
export class EarlySync {
  private bytes = 0
  private running: Promise<void> | undefined
  private failed: Error | undefined
  private readonly fd: number

  constructor(fd: number) {
    this.fd = fd
  }

  /** So many bytes more were written. */
  readonly wrote = (bytes: number): void => {
    this.bytes += bytes
    if (this.bytes < enough || this.running !== undefined) return
    this.bytes = 0
    this.running = this.go()
  }

  /** Nothing is under way: the file may be closed. */
  async rest(): Promise<void> {
    await this.running
  }

  /** Rejects where something may never get to the disk: the kernel tells that only once, not again to who syncs at the end. */
  async end(): Promise<void> {
    await this.rest()
    if (this.failed !== undefined) throw this.failed
  }

  private async go(): Promise<void> {
    try {
      await sync(this.fd)
    } catch (error) {
      this.failed ??= error as Error
    }
    this.running = undefined
  }
}
