import type {ContentBlock} from '@modelcontextprotocol/server'
import type {Block, Content} from '../host/spoken/spoken.ts'
import {plain} from '../text/plain.ts'

/** What a plugin wrote, as a client gets it: its bytes as they are, its words without what hides or acts. */
export function cleanBlock(block: Block): ContentBlock {
  switch (block.type) {
    case 'text':
      return {...block, text: plain(block.text)}
    case 'resource':
      return {...block, resource: cleanContent(block.resource)}
    case 'resource_link':
      return {...block, uri: plain(block.uri), name: plain(block.name), ...words(block)}
    case 'image':
    case 'audio':
      return block
  }
}

export function cleanContent(content: Content): Content {
  const uri = plain(content.uri)
  return 'text' in content ? {...content, uri, text: plain(content.text)} : {...content, uri}
}

function words({title, description}: {readonly title?: string; readonly description?: string}) {
  return {
    ...(title !== undefined && {title: plain(title)}),
    ...(description !== undefined && {description: plain(description)}),
  }
}
