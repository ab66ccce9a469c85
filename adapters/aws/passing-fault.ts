// Does a fault of a call that may be repeated pass by itself?
import * as z from 'zod';

const FaultSchema = z.object({
  name: z.string().catch('UnknownFault'),
  $fault: z.enum(['client', 'server']).optional().catch(undefined),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional().catch(undefined),
});

const TOO_MANY_REQUESTS = 429;
// Answers of status 400 that only ask for patience: throttles, quotas, and signatures that went stale on the way.
const PATIENCE = /Throttl|TooManyRequests|LimitExceeded|ExpiredToken|RequestExpired/;

/** The name of anything thrown; never its message, which may carry what we sent. */
export function faultName(fault: unknown): string {
  return FaultSchema.safeParse(fault).data?.name ?? 'UnknownFault';
}

/**
 * True unless AWS definitely said no to the request itself: throttles, server faults and everything of the network pass.
 * Only for calls that change nothing when repeated; sending a message is not one of them.
 */
export function isPassing(fault: unknown): boolean {
  const { name, $fault, $metadata } = FaultSchema.safeParse(fault).data ?? { name: 'UnknownFault' };
  return $fault !== 'client' || $metadata?.httpStatusCode === TOO_MANY_REQUESTS || PATIENCE.test(name);
}
