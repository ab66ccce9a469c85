// What does an answer, or a fault, of a provider say about the message: did it go out, may it be tried again?
import * as z from 'zod';
import type { SendAnswer } from '#core/ports';

const FaultSchema = z.object({
  name: z.string().catch(''),
  message: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  /** The system call that failed, on faults of Node's own. */
  syscall: z.string().optional().catch(undefined),
  /** One fault per address that was tried, when a name has several. */
  errors: z.array(z.unknown()).min(1).optional().catch(undefined),
  $fault: z.enum(['client', 'server']).optional().catch(undefined),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional().catch(undefined),
  $retryable: z.object({ throttling: z.boolean().optional() }).optional().catch(undefined),
});
type Fault = z.infer<typeof FaultSchema>;

// The account's limits, and what is wrong with the account or the set-up and not with this message: a pause, a permission,
// an identity or a configuration set that is missing. Like a throttle, it gives the claim back: an operator mends it, and
// a whole day's touches are not burnt as failed meanwhile.
const LIMITS = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'LimitExceededException',
  'ServiceQuotaExceededException',
  'SendingPausedException',
  'AccountSendingPausedException',
  'ConfigurationSetSendingPausedException',
  'AccountSuspendedException',
  'AccessDeniedException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
  'ResourceNotFoundException',
]);
// SES says these under more than one name (SES developer guide, errors related to the sending quotas), a pause also as a
// message that it rejects.
const LIMIT_WORDS = /Maximum sending rate exceeded|Daily message quota exceeded|sending (?:is )?paused/i;
// Signed anew, it passes: the function was frozen between signing and sending, or its credentials have just run out.
const STALE_SIGNATURES = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'RequestTimeTooSkewed',
  'InvalidSignatureException',
]);
// Nothing was sent because there was nobody to sign as. Answered like a throttle rather than thrown, because only an
// answer gives the claim back: set right by an operator, the message goes out after all.
const NO_CREDENTIALS = new Set(['CredentialsProviderError', 'TokenProviderError', 'ProviderError']);
// The SDK's own words for two more faults before the first byte; it gives them no name. Reworded, they would count as
// ambiguous: the careful side. The tests provoke both.
const UNSENT_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Region is missing/, 'RegionMissing'],
  [/did not establish a connection/, 'ConnectTimeout'],
];
const BEFORE_SENDING = new Set(['connect', 'getaddrinfo']);

const REQUEST_TIMEOUT = 408;
const TOO_MANY_REQUESTS = 429;

const AcceptedSchema = z.object({ MessageId: z.string().min(1).max(200) });

/** What a provider's yes says; without a message id it may have gone out, but nothing will ever tell. */
export function acceptedAnswer(output: unknown, parts: number): SendAnswer {
  const answer = AcceptedSchema.safeParse(output);
  if (!answer.success) return { status: 'ambiguous', reason: 'NoMessageId' };
  return { status: 'accepted', providerId: answer.data.MessageId, parts };
}

/**
 * What a fault of the SDK says. Certain that nothing went out: `throttled` when the same request may pass later,
 * `refused` when the provider says no to it. Everything else is `ambiguous`. The reason is the fault's name or code,
 * never its message, which may carry an address.
 */
export function sendAnswer(thrown: unknown): SendAnswer {
  const fault = FaultSchema.safeParse(thrown).data ?? { name: '', message: '' };
  return { status: statusOf(fault), reason: reasonOf(fault) };
}

function statusOf(fault: Fault): 'throttled' | 'refused' | 'ambiguous' {
  if (isLimit(fault) || STALE_SIGNATURES.has(fault.name)) return 'throttled';
  if (fault.$fault !== undefined) return isRefusal(fault) ? 'refused' : 'ambiguous';
  return neverLeft(fault) ? 'throttled' : 'ambiguous';
}

function isLimit({ name, message, $fault, $metadata, $retryable }: Fault): boolean {
  if ($metadata?.httpStatusCode === TOO_MANY_REQUESTS || $retryable?.throttling === true) return true;
  return LIMITS.has(name) || ($fault === 'client' && LIMIT_WORDS.test(message));
}

/** A definite no to this request. 408 is a time-out, and a redirect is not an answer that we know. */
function isRefusal({ $fault, $metadata }: Fault): boolean {
  const { httpStatusCode: status = 400 } = $metadata ?? {};
  return $fault === 'client' && status >= 400 && status < 500 && status !== REQUEST_TIMEOUT;
}

function neverLeft({ name, message, syscall, errors }: Fault): boolean {
  if (errors !== undefined) return errors.every((each) => neverLeft(FaultSchema.parse(each)));
  if (NO_CREDENTIALS.has(name) || (syscall !== undefined && BEFORE_SENDING.has(syscall))) return true;
  return UNSENT_WORDS.some(([words]) => words.test(message));
}

function reasonOf({ name, message, code, $fault }: Fault): string {
  const [, ours] = UNSENT_WORDS.find(([words]) => words.test(message)) ?? [];
  if (ours !== undefined && $fault === undefined) return ours;
  if (code !== undefined && $fault === undefined && /^[A-Z][A-Z0-9_]{1,49}$/.test(code)) return code;
  return /^[A-Za-z][A-Za-z0-9]{0,79}$/.test(name) ? name : 'UnknownFault';
}
