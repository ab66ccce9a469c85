// How is a function bundled? In esbuild's words: the stack bundles so, and the bench and the tests look at what comes of it.
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

/**
 * An ES module, minified, for the runtime's Node. `module` before `main`, because only ES modules are cut down to what is
 * used. The SDK is bundled too: its version is ours, and only what is used is loaded.
 */
export const BUNDLING = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  minify: true,
  target: 'node24',
  mainFields: ['module', 'main'],
  // Libraries that are CommonJS inside ask for `require`, which an ES module does not have.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  // What is loaded in place of what; why stands in the file.
  alias: { 'node:http': fileURLToPath(new URL('../functions/runtime/node-http.cjs', import.meta.url)) },
} satisfies BuildOptions;
