import {problem, type Problem} from '../text/problem.ts'
import type {Config} from './config.ts'

/** One warning for each webhook without a secret: whoever finds its address can tell its reader what they like. */
export function unsigned({subscribers}: Pick<Config, 'subscribers'>): readonly Problem[] {
  return subscribers
    .filter(({webhook}) => webhook !== undefined && webhook.secret === undefined)
    .map(({name}) => problem('config_webhook_unsigned', {name}))
}
