// Which providers are connected, and by which secrets do they prove themselves? One secret of the stage holds them all.
import * as z from 'zod';
import { keptAWhile, readSecretValue, type SecretSettings } from '#adapters/aws/secret-value';
import type { Clock } from '#core/ports';

/** Whoever replaces a secret has two for some days; a topic of SNS is one too, and there may be several. */
const MOST_SECRETS = 8;
/** The shortest that a provider gives out; what has less could be guessed. */
const FEWEST_CHARACTERS = 8;

const OneSchema = z.string().min(FEWEST_CHARACTERS).max(2_000);
const SecretsSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  z.union([OneSchema.transform((one) => [one]), z.array(OneSchema).min(1).max(MOST_SECRETS)]),
);
const EXPECTED = `JSON like {"twilio": "token", "stripe": ["new", "old"]}, each of at least ${FEWEST_CHARACTERS} characters`;
type ProviderSecrets = Readonly<Record<string, readonly string[]>>;

/**
 * The secrets of all connected providers by name, read at most once in five minutes. Kept in Secrets Manager as JSON:
 * `{"twilio": "token", "stripe": ["whsec_new", "whsec_old"]}`, every one of which counts. Throws TryAgain when the store
 * does not answer, and BadDefinition when it refuses or holds something else; no fault ever repeats a value.
 */
export function createProviderSecrets({ clock, ...settings }: SecretSettings & { readonly clock: Clock }) {
  return keptAWhile(clock, (): Promise<ProviderSecrets> => readSecretValue(settings, SecretsSchema, EXPECTED));
}
