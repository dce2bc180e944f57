/** A folder with all that is below it. The path has one character a byte. */
export type Folder = {readonly path: string; readonly bytes: number; readonly entries: number}

/** Keeps the largest of all that it is offered. */
export class Largest {
  private readonly folders: Folder[] = []
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  offer(folder: Folder): void {
    const smallest = this.folders.at(-1)
    if (this.folders.length === this.most && smallest !== undefined && smallest.bytes >= folder.bytes) return
    const at = this.folders.findIndex(({bytes}) => bytes < folder.bytes)
    this.folders.splice(at === -1 ? this.folders.length : at, 0, folder)
    if (this.folders.length > this.most) this.folders.pop()
  }

  get all(): readonly Folder[] {
    return this.folders
  }
}
