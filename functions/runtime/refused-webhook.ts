// Why was a webhook refused? Told to whoever sent it, and written down for whoever is asked about it.
import { type HttpAnswer, problem } from './http.ts';
import { logger } from './log.ts';

const BECAUSE = {
  unknown: 'no provider of this name is connected',
  incomplete: 'the request is not signed as this provider signs',
  stale: 'the request was signed too long ago, or ahead of time; look at the clock',
  noMatch: 'no signature fits; compare the secret, and the address that the provider calls, with those of this stage',
  replayed: 'this request was used before, for something else',
  unreadable: 'this is not what the provider sends',
} as const;
/** A stranger may make up any name, and put an address into it. */
const NAME = /^[a-z][a-z-]{1,30}$/;

/** The answer to a request that is not taken in, with its reason in the log. */
export function refused(provider: string, status: number, because: keyof typeof BECAUSE, told?: string): HttpAnswer {
  logger.info('a webhook was refused', { provider: NAME.exec(provider)?.[0] ?? 'no name', because });
  return problem(status, told ?? BECAUSE[because]);
}
