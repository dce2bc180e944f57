import {bundle} from './bundle.ts'

/**
 * Bundles the program `input` of a plugin as `<name>.cjs` in `dir`. CommonJS: an ES module would load all of each module of Node's
 * that it imports a name from, and starts later. Beside it lies what it imports only when it is needed.
 */
export async function bundlePlugin(input: string, name: string, dir: string): Promise<void> {
  await bundle(
    {input: {[name]: input}},
    {
      dir,
      format: 'cjs',
      strict: true,
      dynamicImportInCjs: false,
      minify: false,
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
    },
  )
}
