// Which secrets count now? Kept in Secrets Manager as JSON: the current one signs, the previous one is still believed.
import * as z from 'zod';
import { keptAWhile, readSecretValue, type SecretSettings } from '#adapters/aws/secret-value';
import type { Clock } from '#core/ports';

/** 256 bits as hexadecimal or base64 have more characters; what has fewer could be guessed. */
const FEWEST_CHARACTERS = 32;

const OneSchema = z.string().min(FEWEST_CHARACTERS);
// Strict: a misspelt "previous" would make every link of last week invalid.
const SecretSchema = z.strictObject({ current: OneSchema, previous: OneSchema.exactOptional() });
const EXPECTED = `JSON with "current" and, while it is being replaced, "previous", each of at least ${FEWEST_CHARACTERS} random characters`;
type Secret = Readonly<z.infer<typeof SecretSchema>>;

/**
 * The secret as it is now. Throws TryAgain when the store does not answer, and BadDefinition when it refuses, or when
 * what it holds is not `{"current": "…", "previous": "…"}`; no fault ever repeats a value.
 */
export async function readSecret(settings: SecretSettings): Promise<Secret> {
  return readSecretValue(settings, SecretSchema, EXPECTED);
}

/**
 * All secrets that count, the current one first, for whoever verifies: read at most once in five minutes. Throws as
 * `readSecret` does.
 */
export function createSecretsReader({ clock, ...settings }: SecretSettings & { readonly clock: Clock }) {
  return keptAWhile(clock, async (): Promise<readonly string[]> => {
    const { current, previous } = await readSecret(settings);
    return previous === undefined ? [current] : [current, previous];
  });
}
