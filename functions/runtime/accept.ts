// Is what came in what we expect? If not: where it fails, and never what stands there.
import * as z from 'zod';
import { BadInput } from '#core/errors';

/** What decides whether an input is accepted: a schema, or something that first chooses one. */
export type Accepts<Input> = {
  safeParse(value: unknown): z.ZodSafeParseResult<Input>;
};

/** The input as its schema gives it. Throws BadInput with `where` it came in and the fields that are wrong. */
export function accepted<Input>(accepts: Accepts<Input>, value: unknown, where: string): Input {
  const parsed = accepts.safeParse(value);
  if (parsed.success) return parsed.data;
  // Codes and paths only: zod's own messages may quote the value.
  const wrong = parsed.error.issues.map(({ path, code }) => `${path.map(String).join('.') || 'all of it'} (${code})`);
  const fields = [...new Set(wrong)].join(', ');
  throw new BadInput(`${where} cannot be read: ${fields}; mend what sends it, then redrive it from the dead letters`);
}

/** Text that is JSON, as the value it stands for. */
export const JsonTextSchema = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'expected JSON' });
    return z.NEVER;
  }
});
