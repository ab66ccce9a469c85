// Did AWS let us look? A question that ends soon, whatever happens, and why it was not answered where it was not.
import { type Obstacle, obstacleOf } from '#adapters/aws/obstacle';
import { faultName } from '#adapters/aws/passing-fault';
import { TryAgain } from '#core/errors';

/** A person waits for the answer: what takes longer is reported as silent. */
const LOOK_MS = 5_000;

/** Why we could not look. `fault` is the name of what went wrong, never its message. */
export type Unseen =
  | { readonly status: 'denied'; readonly permission: string }
  | { readonly status: 'rejected'; readonly fault: string }
  | { readonly status: 'clock'; readonly fault: string }
  | { readonly status: 'silent'; readonly who: 'AWS' | 'DNS'; readonly fault: string }
  | { readonly status: 'failed'; readonly fault: string };

/** What a look brought home. */
export type Look<T> = { readonly status: 'seen'; readonly value: T } | Unseen;

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

/** What was asked for, or `missing` when AWS says by this fault that there is no such thing: an answer like any other. */
export async function unlessMissing<T, M>(
  request: Promise<T>,
  saysMissing: abstract new (...options: never[]) => Error,
  missing: M,
): Promise<T | M> {
  try {
    return await request;
  } catch (fault) {
    if (fault instanceof saysMissing) return missing;
    throw fault;
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
  const obstacle = obstacleOf(fault);
  return obstacle === undefined ? { status: 'failed', fault: faultName(fault) } : behind(obstacle, permission);
}

function behind({ kind, name: fault }: Obstacle, permission: string): Unseen {
  switch (kind) {
    case 'denied':
      return { status: 'denied', permission };
    case 'noCredentials':
    case 'expired':
    case 'rejected':
      return { status: 'rejected', fault };
    case 'clock':
      return { status: 'clock', fault };
    case 'unreachable':
      return { status: 'silent', who: 'AWS', fault };
  }
}
