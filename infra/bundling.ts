// How is a function bundled? Plain data: the stack bundles with it, and the bench and the tests measure what comes of it.
import { fileURLToPath } from 'node:url';

/**
 * An ES module, minified, for the runtime's Node. `module` before `main`, because only ES modules are cut down to what is
 * used. The SDK is bundled too: its version is ours, and only what is used is loaded.
 */
export const BUNDLING = {
  format: 'esm',
  minify: true,
  target: 'node24',
  mainFields: ['module', 'main'],
  /** Libraries that are CommonJS inside ask for `require`, which an ES module does not have. */
  banner: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  /** What is loaded in place of what, and why stands in the file. */
  alias: { 'node:http': fileURLToPath(new URL('../functions/runtime/node-http.cjs', import.meta.url)) },
} as const;
