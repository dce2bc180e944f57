import {z} from 'zod'
import {rolesSchema, usersSchema} from '../../src/rbac/schema.ts'

/** The JSON Schemas of the roles and users files, by the name of the file in manifests/ that holds each. */
export function schemas(): Record<string, object> {
  return {
    'roles.schema.json': z.toJSONSchema(rolesSchema, {io: 'input'}),
    'users.schema.json': z.toJSONSchema(usersSchema, {io: 'input'}),
  }
}
