/** They tell of somebody who was not told, or is again. */
export const isNotice = (type: string) => notices.has(type)

const notices: ReadonlySet<string> = new Set(['NOTIFY_FAILED', 'DELIVERY_DEAD', 'DELIVERY_RECOVERED'])
