/** As the scripts before Parrot called it. */
export {default} from './config/reload.ts'
