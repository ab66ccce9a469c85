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
  const fields = wrongFields(parsed.error);
  throw new BadInput(`${where} cannot be read: ${fields}; mend what sends it, then redrive it from the dead letters`);
}

/** The fields that are wrong, each once and with the code of what is. Never zod's own messages: they may quote the value. */
export function wrongFields({ issues }: z.ZodError): string {
  const wrong = issues.map(({ path, code }) => `${path.map(String).join('.') || 'all of it'} (${code})`);
  return [...new Set(wrong)].join(', ');
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
