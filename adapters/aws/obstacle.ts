// What stands between us and an answer of AWS? One list of what AWS, its SDK and the network call it.
import * as z from 'zod';
import { faultName } from '#adapters/aws/passing-fault';

/**
 * `noCredentials`: the SDK found none. `expired` and `rejected`: AWS does not accept them (any more). `denied`: they lack a
 * permission. `clock`: the time of this machine is too far off. `unreachable`: nobody answered.
 */
export type ObstacleKind = 'noCredentials' | 'expired' | 'rejected' | 'denied' | 'clock' | 'unreachable';
/** `name` is what it is called by AWS, the SDK or the network; never the message of a fault, which may carry what we sent. */
export type Obstacle = { readonly kind: ObstacleKind; readonly name: string };

/** Without the ending `Exception`, which a name has from some services and not from others. */
const KINDS: ReadonlyMap<string, ObstacleKind> = new Map([
  ['CredentialsProviderError', 'noCredentials'],
  ['TokenProviderError', 'noCredentials'],
  ['ExpiredToken', 'expired'],
  ['InvalidToken', 'rejected'],
  ['InvalidClientTokenId', 'rejected'],
  ['UnrecognizedClient', 'rejected'],
  ['MissingAuthenticationToken', 'rejected'],
  ['IncompleteSignature', 'rejected'],
  ['InvalidSignature', 'rejected'],
  ['SignatureDoesNotMatch', 'rejected'],
  ['AccessDenied', 'denied'],
  ['NotAuthorized', 'denied'],
  ['UnauthorizedOperation', 'denied'],
  ['AuthorizationError', 'denied'],
  ['RequestExpired', 'clock'],
  ['RequestInTheFuture', 'clock'],
  ['RequestTimeTooSkewed', 'clock'],
]);

/** What the network says has a code such as ENOTFOUND; so has a fault about a file, which names the file as well. */
const NetworkFaultSchema = z.object({ code: z.string().regex(/^E[A-Z_]+$/), path: z.undefined().optional() });
/** The first two stand on a fault that was read from an answer, the last on one whose answer could not be read. */
const AnswerSchema = z.union([
  z.object({ $fault: z.string() }),
  z.object({ $metadata: z.object({ httpStatusCode: z.number() }) }),
  z.object({ $response: z.unknown() }),
]);

/** Why there is no answer to a call to AWS; undefined when there is one, however bad, or the fault is none of AWS. */
export function obstacleOf(fault: unknown): Obstacle | undefined {
  const name = faultName(fault);
  const kind = KINDS.get(name.replace(/Exception$/, ''));
  if (kind !== undefined) return { kind, name };
  if (isAnswer(fault)) return undefined;
  const code = NetworkFaultSchema.safeParse(fault).data?.code;
  if (code === undefined && name !== 'TimeoutError' && name !== 'AbortError') return undefined;
  return { kind: 'unreachable', name: code ?? name };
}

/** Is a fault an answer, be it one that cannot be read, such as the page of a proxy? */
export function isAnswer(fault: unknown): boolean {
  return AnswerSchema.safeParse(fault).success;
}
