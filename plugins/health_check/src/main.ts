import {definePlugin} from '../../../src/plugin.ts'
import {report, type Config, type Input} from './report.ts'

void definePlugin<Input, Config>(({facts, input, config}) => report(facts, input, config, Date.now()))
