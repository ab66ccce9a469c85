// Which secrets count now? Kept in Secrets Manager as JSON: the current one signs, the previous one is still believed.
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { faultName, isPassing } from '#adapters/aws/passing-fault';
import { BadDefinition, TryAgain } from '#core/errors';
import type { Clock } from '#core/ports';
import { type Instant, plusMilliseconds } from '#core/time';

/** 256 bits as hexadecimal or base64 have more characters; what has fewer could be guessed. */
const FEWEST_CHARACTERS = 32;
/** How long a warm function may go on believing a secret that was replaced. */
const KEPT_MS = 5 * 60_000;

const AnswerSchema = z.object({ SecretString: z.string() });
const OneSchema = z.string().min(FEWEST_CHARACTERS);
// Strict: a misspelt "previous" would make every link of last week invalid.
const SecretSchema = z.strictObject({ current: OneSchema, previous: OneSchema.exactOptional() });
type Secret = Readonly<z.infer<typeof SecretSchema>>;

export type SecretSettings = { readonly client: SecretsManagerClient; readonly arn: string };

/**
 * The secret as it is now. Throws TryAgain when the store does not answer, and BadDefinition when it refuses, or when
 * what it holds is not `{"current": "…", "previous": "…"}`; no fault ever repeats a value.
 */
export async function readSecret({ client, arn }: SecretSettings): Promise<Secret> {
  const answer = await client.send(new GetSecretValueCommand({ SecretId: arn })).catch((fault: unknown) => {
    const because = `the secret ${arn} cannot be read (${faultName(fault)})`;
    if (isPassing(fault)) throw new TryAgain(`${because}; try again`, { cause: fault });
    throw new BadDefinition(`${because}; see that it exists and that this function may read it`, { cause: fault });
  });
  const secret = SecretSchema.safeParse(jsonOf(AnswerSchema.safeParse(answer).data?.SecretString));
  if (secret.success) return secret.data;
  const wrong = [...new Set(secret.error.issues.map(({ path }) => path.join('.') || 'all of it'))].join(', ');
  throw new BadDefinition(
    `the secret ${arn} cannot be used (wrong: ${wrong}); it must be JSON with "current" and, while it is being replaced, "previous", each of at least ${FEWEST_CHARACTERS} random characters`,
  );
}

/**
 * All secrets that count, the current one first, for whoever verifies: read at most once in five minutes, so that a
 * warm function notices a replacement. A read that failed is tried again by the next call. Throws as `readSecret` does.
 */
export function createSecretsReader({ clock, ...settings }: SecretSettings & { readonly clock: Clock }) {
  let kept: { readonly secrets: readonly string[]; readonly until: Instant } | undefined;
  return async (): Promise<readonly string[]> => {
    const now = clock.now();
    if (kept === undefined || now >= kept.until) {
      const { current, previous } = await readSecret(settings);
      const secrets = previous === undefined ? [current] : [current, previous];
      kept = { secrets, until: plusMilliseconds(now, KEPT_MS) };
    }
    return kept.secrets;
  };
}

/** A parser's own complaint would quote the text. */
function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
