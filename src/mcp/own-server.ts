import {McpServer} from '@modelcontextprotocol/server'
import type {Change} from './session.ts'

/** The SDK holds the headers of HTTP against the body only for its own class, and asks it for the schemas. */
export class OwnServer extends McpServer {
  schemaOf: (name: string) => Record<string, unknown> | undefined = () => undefined
  /** The addresses that a client of the 2025 era wants to be told of; later ones say so with each stream, which the SDK keeps. */
  watched: Set<string> | undefined

  override toolInputSchemaJson(name: string): Record<string, unknown> | undefined {
    return this.schemaOf(name)
  }

  /** Tells the client that something is another now, if it can be told. */
  tell(change: Change): void {
    // A client that has left meanwhile is not told.
    this.#send(change).catch(() => {})
  }

  async #send(change: Change): Promise<void> {
    const {server, watched} = this
    if (change === 'tools') return server.sendToolListChanged()
    if (change === 'prompts') return server.sendPromptListChanged()
    if (change === 'resources') return server.sendResourceListChanged()
    if (watched === undefined || watched.has(change.uri)) return server.sendResourceUpdated(change)
  }
}
