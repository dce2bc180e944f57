/** The library, which the build puts into a file of its own beside the plugin: only what is encrypted needs it. */
export {Decrypter, Encrypter} from 'age-encryption'
