// What does a secret hold? JSON in Secrets Manager, read at most once in five minutes, and never repeated by a fault.
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { faultName, isPassing } from '#adapters/aws/passing-fault';
import { BadDefinition, TryAgain } from '#core/errors';
import type { Clock } from '#core/ports';
import { type Instant, plusMilliseconds } from '#core/time';

/** How long a warm function may go on believing a secret that was replaced. */
const KEPT_MS = 5 * 60_000;

const AnswerSchema = z.object({ SecretString: z.string() });

export type SecretSettings = { readonly client: SecretsManagerClient; readonly arn: string };

/**
 * What the secret holds now, as its schema gives it. Throws TryAgain when the store does not answer, and BadDefinition when
 * it refuses, or when the secret is none of this schema: `expected` says what it must be.
 */
export async function readSecretValue<Value>(
  { client, arn }: SecretSettings,
  schema: z.ZodType<Value>,
  expected: string,
): Promise<Value> {
  const answer = await client.send(new GetSecretValueCommand({ SecretId: arn })).catch((fault: unknown) => {
    const because = `the secret ${arn} cannot be read (${faultName(fault)})`;
    if (isPassing(fault)) throw new TryAgain(`${because}; try again`, { cause: fault });
    throw new BadDefinition(`${because}; see that it exists and that this function may read it`, { cause: fault });
  });
  const value = schema.safeParse(jsonOf(AnswerSchema.safeParse(answer).data?.SecretString));
  if (value.success) return value.data;
  const wrong = [...new Set(value.error.issues.map(({ path }) => String(path[0] ?? 'all of it')))].join(', ');
  throw new BadDefinition(`the secret ${arn} cannot be used (wrong: ${wrong}); it must be ${expected}`);
}

/** The same answer for five minutes, so that a warm function notices a replacement. What failed is tried again by the next call. */
export function keptAWhile<Value>(clock: Clock, read: () => Promise<Value>): () => Promise<Value> {
  let kept: { readonly value: Value; readonly until: Instant } | undefined;
  return async () => {
    const now = clock.now();
    if (kept === undefined || now >= kept.until) kept = { value: await read(), until: plusMilliseconds(now, KEPT_MS) };
    return kept.value;
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
