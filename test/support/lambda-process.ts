// A process of Lambda in small, run by Node itself: it loads a bundle, hands events to its handler, and tells on its
// fourth stream what came of it. Then it does nothing more: whatever else keeps it alive is the bundle's doing.
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Context } from 'aws-lambda';
import { aContext } from './lambda-events.ts';

const TOLD = 3;

/** What the handler is by its type, then its answer to each event, or the fault. */
export type Told = { readonly is: string } | { readonly answer: unknown } | { readonly fault: string };
type Handler = (event: unknown, context: Context) => Promise<unknown>;

function tell(told: Told): void {
  writeSync(TOLD, `${JSON.stringify(told)}\n`);
}

const [file = '', name = '', ...events] = process.argv.slice(2);
// As Lambda's runtime does: by what the file calls itself.
const module = file.endsWith('.mjs') ? await import(file) : createRequire(import.meta.url)(file);
const handler: unknown = module[name];
tell({ is: typeof handler });
for (const event of events) {
  try {
    // The cast: what was told above has been seen to be a function by whoever sends events.
    tell({ answer: await (handler as Handler)(JSON.parse(event), aContext()) });
  } catch (fault) {
    tell({ fault: String(fault) });
  }
}
