// Whose exports can be read as they are?
import type { FileKind } from '#adapters/files/columns';
import type { Preset, PresetFile } from '#adapters/files/preset';
import { hubspot } from '#adapters/files/presets/hubspot';
import { klaviyo } from '#adapters/files/presets/klaviyo';
import { mailchimp } from '#adapters/files/presets/mailchimp';
import { pinpoint } from '#adapters/files/presets/pinpoint';
import { salesforce } from '#adapters/files/presets/salesforce';
import { shopify } from '#adapters/files/presets/shopify';
import { woocommerce } from '#adapters/files/presets/woocommerce';
import { BadInput } from '#core/errors';

const PRESETS = { shopify, woocommerce, hubspot, salesforce, klaviyo, mailchimp, pinpoint } as const satisfies Record<
  string,
  Preset
>;
export type PresetName = keyof typeof PRESETS;

// Object.keys forgets that the keys are the names.
export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];

/** The table for a kind of file; undefined for our own columns, which activities always have. Throws BadInput when there is none. */
export function presetFor(name: PresetName | undefined, kind: FileKind): PresetFile | undefined {
  if (name === undefined || kind === 'activities') return undefined;
  const preset: Preset = PRESETS[name];
  const file = preset[kind];
  if (file !== undefined) return file;
  throw new BadInput(
    `--preset ${name} reads customers only: bring the orders in a second import without --preset, with our own columns and the same customer ids`,
  );
}
