// A world on the embedded store whose requests are counted as they are made, with task tokens as long as AWS's.
import { createLinks } from '#adapters/aws/links';
import type { StoreRequest } from '#adapters/local/embedded-store';
import { createSeededRandomness } from '#adapters/local/seeded';
import { openWorld, type World } from '#adapters/local/world';
import type { Enrollments } from '#core/ports';
import { SCAN_AT } from './made-customer.ts';

const SEED = 'bench';
/**
 * Step Functions' task tokens as published examples have them (664 and 684 characters); local ones have 24. The store
 * is paid by the kilobyte, so a measurement must not take the short ones.
 */
const TOKEN_CHARACTERS = 684;

/** `taken`: the requests since it was last asked. */
export type CountingWorld = { readonly world: World; readonly taken: () => readonly StoreRequest[] };

export async function openCountingWorld(): Promise<CountingWorld> {
  let requests: StoreRequest[] = [];
  const world = await openWorld({
    store: 'local',
    start: SCAN_AT,
    keepWords: false,
    links: createLinks({ baseUrl: 'https://shop.example.com', secret: SEED.padEnd(32, '.') }),
    randomness: createSeededRandomness(SEED),
    onRequest: (request) => void requests.push(request),
  });
  Object.assign(world.services, { enrollments: withRealTokens(world.services.enrollments) });
  const taken = () => {
    const since = requests;
    requests = [];
    return since;
  };
  return { world, taken };
}

/** Enrollments that are stored with tokens as long as those of Step Functions. */
function withRealTokens(enrollments: Enrollments): Enrollments {
  return {
    ...enrollments,
    claimLeg: (key, claim) => enrollments.claimLeg(key, { ...claim, token: claim.token.padEnd(TOKEN_CHARACTERS, '.') }),
  };
}
