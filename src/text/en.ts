import {alertTexts} from './en/alerts.ts'
import {authorTexts} from './en/author.ts'
import {catalogTexts} from './en/catalog.ts'
import {cleanTexts} from './en/clean.ts'
import {configTexts} from './en/config.ts'
import {deliveryTexts} from './en/delivery.ts'
import {eventTexts} from './en/events.ts'
import {factTexts} from './en/facts.ts'
import {hostTexts} from './en/host.ts'
import {indexTexts} from './en/indexes.ts'
import {installTexts} from './en/install.ts'
import {keyTexts} from './en/keys.ts'
import {lineTexts} from './en/lines.ts'
import {manifestTexts} from './en/manifest.ts'
import {mcpTexts} from './en/mcp.ts'
import {peopleTexts} from './en/people.ts'
import {pluginTexts} from './en/plugins.ts'
import {rbacTexts} from './en/rbac.ts'
import {rootTexts} from './en/root.ts'
import {rotateTexts} from './en/rotate.ts'
import {sandboxTexts} from './en/sandbox.ts'
import {scheduleTexts} from './en/schedule.ts'
import {serverTexts} from './en/server.ts'
import {serviceTexts} from './en/service.ts'
import {signatureTexts} from './en/signature.ts'
import {settingTexts} from './en/settings.ts'
import {terminalTexts} from './en/terminal.ts'
import {traceTexts} from './en/trace.ts'
import {updateTexts} from './en/update.ts'
import {usageTexts} from './en/usage.ts'
import {workflowTexts} from './en/workflow.ts'

/** Every code with its English sentences: `says` what happened, `next` what to do about it. `{name}` is a parameter. */
export const en = {
  ...alertTexts,
  ...authorTexts,
  ...catalogTexts,
  ...cleanTexts,
  ...configTexts,
  ...deliveryTexts,
  ...eventTexts,
  ...factTexts,
  ...hostTexts,
  ...indexTexts,
  ...installTexts,
  ...keyTexts,
  ...lineTexts,
  ...manifestTexts,
  ...mcpTexts,
  ...peopleTexts,
  ...pluginTexts,
  ...rbacTexts,
  ...rootTexts,
  ...rotateTexts,
  ...sandboxTexts,
  ...scheduleTexts,
  ...serverTexts,
  ...serviceTexts,
  ...signatureTexts,
  ...settingTexts,
  ...terminalTexts,
  ...traceTexts,
  ...updateTexts,
  ...usageTexts,
  ...workflowTexts,
} as const

export type Code = keyof typeof en
