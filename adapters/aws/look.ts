// Did AWS let us look? A question that ends soon, whatever happens, and why it was not answered where it was not.
import * as z from 'zod';
import { faultName } from '#adapters/aws/passing-fault';
import { TryAgain } from '#core/errors';
import type { Look, Unseen } from '#core/finding';

/** A person waits for the answer: what takes longer is reported as silent. */
const LOOK_MS = 5_000;

/** Names that AWS gives to a refusal for want of a permission, and to one for want of valid credentials. */
const DENIED = /AccessDenied|NotAuthorized|UnauthorizedOperation|AuthorizationError/;
const REJECTED =
  /ExpiredToken|InvalidToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|CredentialsProviderError|TokenProviderError|MissingAuthenticationToken|IncompleteSignature/;

const AnswerSchema = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) });
const CodeSchema = z.object({ code: z.string().regex(/^E[A-Z_]+$/) });

/** How to look: `ask` gets a signal that ends it; `permission` is the IAM action it needs. */
type Question<T> = {
  readonly permission: string;
  readonly ask: (end: AbortSignal) => Promise<T>;
  /** @default five seconds */
  readonly milliseconds?: number;
};

/** The answer to a question, or why there is none. Never throws and never lasts longer than it may. */
export async function look<T>({ permission, ask, milliseconds }: Question<T>): Promise<Look<T>> {
  try {
    return { status: 'seen', value: await inTime(ask, milliseconds) };
  } catch (fault) {
    // A store wraps what AWS said; the reason is inside.
    return unseenOf(fault instanceof TryAgain && fault.cause !== undefined ? fault.cause : fault, permission);
  }
}

/** What was asked for, unless it takes too long: then the signal ends it, and the fault is a TimeoutError. */
export async function inTime<T>(ask: (end: AbortSignal) => Promise<T>, milliseconds: number = LOOK_MS): Promise<T> {
  const end = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(Object.assign(new Error(`no answer within ${milliseconds} ms`), { name: 'TimeoutError' }));
    end.abort();
  }, milliseconds);
  try {
    return await Promise.race([ask(end.signal), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function unseenOf(fault: unknown, permission: string): Unseen {
  const name = faultName(fault);
  if (DENIED.test(name)) return { status: 'denied', permission };
  if (REJECTED.test(name)) return { status: 'rejected', fault: name };
  const code = CodeSchema.safeParse(fault).data?.code;
  const unanswered = code !== undefined || name === 'TimeoutError' || name === 'AbortError';
  if (unanswered && !AnswerSchema.safeParse(fault).success) {
    return { status: 'silent', who: 'AWS', fault: code ?? name };
  }
  return { status: 'failed', fault: name };
}
