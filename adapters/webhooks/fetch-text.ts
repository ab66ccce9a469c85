// What stands at an https address of a provider's? For certificates, and for the one visit that confirms a subscription.
import { BadInput, TryAgain } from '#core/errors';

/** A certificate has some 2 KB, and the answer to a confirmation less. */
const MOST_CHARACTERS = 64 * 1_024;
const PATIENCE_MS = 3_000;

/**
 * The text at an address, which the caller has found to be a provider's own. Only https, and no redirects (a no too): an address that
 * leads elsewhere is not the one that was judged. Throws TryAgain when nothing answers, BadInput when a no does.
 */
export async function fetchText(url: string): Promise<string> {
  if (!url.startsWith('https://')) throw new BadInput('only https addresses are visited');
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
    (fault: unknown) => {
      throw new TryAgain('an address of a provider did not answer; deliver this again', { cause: fault });
    },
  );
  if (response.status >= 500) throw new TryAgain('an address of a provider answered with a fault; deliver this again');
  if (!response.ok)
    throw new BadInput('an address of a provider refused to answer; see that its certificate still exists');
  const text = await response.text();
  if (text.length > MOST_CHARACTERS) throw new BadInput('an address of a provider answered with far too much');
  return text;
}
