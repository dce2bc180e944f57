import type {z} from 'zod'

/** A key with its sentence and, where there is one, what holds while no file says anything. A default is never filled in here. */
export const key = <T extends z.ZodType>(type: T, description: string, standard?: unknown) =>
  type.optional().meta({description, ...(standard !== undefined && {default: standard})})
