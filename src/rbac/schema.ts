import {z} from 'zod'
import {isName} from './shape.ts'

const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9@._-]{0,63}$/)
  .refine(isName, 'a name that JavaScript does not use itself')

const entry = z
  .string()
  .min(1)
  .max(513)
  .regex(/^[!?]?(\*|[a-z][a-z0-9_-]*:.+)$/s)
  .describe(
    'A permission, "area:*" or "*"; "!" before it denies, "?" asks first. Deny beats ask, ask beats allow.',
  )

const role = z.strictObject({
  description: z.string().optional(),
  permissions: z.array(entry),
  extends: z
    .union([name, z.array(name)])
    .optional()
    .describe('Roles whose entries this one has too'),
})

const user = z.strictObject({
  roles: z.array(name),
  uid: z
    .int()
    .min(0)
    .max(2 ** 32 - 2)
    .optional()
    .describe('The user id of their account on this machine'),
  os: z.string().optional().describe('The name of their account on this machine'),
  api_key_hash: z.string().optional(),
  created: z.string().optional(),
  description: z.string().optional(),
})

/** rbac_roles.json: what each role may do. */
export const rolesSchema = z
  .strictObject({$schema: z.string().optional(), roles: z.record(name, role)})
  .describe('What each role may do')

/** rbac_users.json: who has which roles, and how they are known at the doors of this machine. */
export const usersSchema = z
  .strictObject({$schema: z.string().optional(), users: z.record(name, user)})
  .describe('Who has which roles, and how they are known at the doors of this machine')

export type UsersFile = z.infer<typeof usersSchema>
export type UserRow = z.infer<typeof user>
