import {alertTexts} from './de/alerts.ts'
import {authorTexts} from './de/author.ts'
import {catalogTexts} from './de/catalog.ts'
import {cleanTexts} from './de/clean.ts'
import {configTexts} from './de/config.ts'
import {deliveryTexts} from './de/delivery.ts'
import {eventTexts} from './de/events.ts'
import {factTexts} from './de/facts.ts'
import {hostTexts} from './de/host.ts'
import {indexTexts} from './de/indexes.ts'
import {installTexts} from './de/install.ts'
import {keyTexts} from './de/keys.ts'
import {lineTexts} from './de/lines.ts'
import {manifestTexts} from './de/manifest.ts'
import {mcpTexts} from './en/mcp.ts'
import {pluginTexts} from './de/plugins.ts'
import {rbacTexts} from './de/rbac.ts'
import {rootTexts} from './de/root.ts'
import {rotateTexts} from './de/rotate.ts'
import {sandboxTexts} from './de/sandbox.ts'
import {scheduleTexts} from './de/schedule.ts'
import {peopleTexts} from './de/people.ts'
import {serverTexts} from './de/server.ts'
import {serviceTexts} from './de/service.ts'
import {signatureTexts} from './de/signature.ts'
import {settingTexts} from './de/settings.ts'
import {terminalTexts} from './de/terminal.ts'
import {traceTexts} from './de/trace.ts'
import {updateTexts} from './de/update.ts'
import {usageTexts} from './de/usage.ts'
import {workflowTexts} from './de/workflow.ts'
import {help} from './de/help.ts'
import {phrases} from './de/phrases.ts'
import {words} from './de/words.ts'
import type {en} from './en.ts'
import type {Unlike} from './fill.ts'
import type {Catalogue} from './reader.ts'

/** Every code with its German sentences. What agents read stays English: models are spoken to, not people. */
const texts = {
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
  ...pluginTexts,
  ...rbacTexts,
  ...rootTexts,
  ...rotateTexts,
  ...sandboxTexts,
  ...scheduleTexts,
  ...peopleTexts,
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

/** A sentence that leaves a value out, or names one that there is not, is an error of types here. */
const alike: [Unlike<typeof en, typeof texts>] extends [never]
  ? typeof texts
  : Unlike<typeof en, typeof texts> = texts

/** All that a reader of German is told; loaded for them only. */
export const german: Catalogue = {texts: alike, words, help, phrases}
