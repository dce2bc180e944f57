import {authorTexts} from './en/author.ts'
import {catalogTexts} from './en/catalog.ts'
import {configTexts} from './en/config.ts'
import {eventTexts} from './en/events.ts'
import {factTexts} from './en/facts.ts'
import {hostTexts} from './en/host.ts'
import {indexTexts} from './en/indexes.ts'
import {installTexts} from './en/install.ts'
import {manifestTexts} from './en/manifest.ts'
import {pluginTexts} from './en/plugins.ts'
import {rbacTexts} from './en/rbac.ts'
import {sandboxTexts} from './en/sandbox.ts'
import {signatureTexts} from './en/signature.ts'
import {settingTexts} from './en/settings.ts'
import {terminalTexts} from './en/terminal.ts'
import {traceTexts} from './en/trace.ts'

/** Every code with its English sentences: `says` what happened, `next` what to do about it. `{name}` is a parameter. */
export const en = {
  ...authorTexts,
  ...catalogTexts,
  ...configTexts,
  ...eventTexts,
  ...factTexts,
  ...hostTexts,
  ...indexTexts,
  ...installTexts,
  ...manifestTexts,
  ...pluginTexts,
  ...rbacTexts,
  ...sandboxTexts,
  ...signatureTexts,
  ...settingTexts,
  ...terminalTexts,
  ...traceTexts,
} as const

export type Code = keyof typeof en
