// What does a secret become before it can check anything? Worked out once, since the secrets of a function seldom change.
import { createSecretKey } from 'node:crypto';
import { BadDefinition } from '#core/errors';

/** Far more than all providers' secrets together; it only keeps replaced ones from piling up. */
const MOST_KEPT = 64;
const CONTROL_CHARACTER = /\p{Cc}/u;

/** Makes of a text what `make` does, and keeps it unless it is nothing. What `make` throws is thrown each time. */
export function kept<Made>(make: (text: string) => Made): (text: string) => Made {
  const there = new Map<string, Made>();
  return (text) => {
    const one = there.get(text);
    if (one !== undefined) return one;
    const made = make(text);
    if (made === undefined) return made;
    if (there.size >= MOST_KEPT) there.clear();
    there.set(text, made);
    return made;
  };
}

/** The key of a secret that signs as the text it is. Throws BadDefinition for one that was not pasted whole. */
export const textKeyOf = kept((secret) => createSecretKey(Buffer.from(assertText(secret))));

/** Answers the secret; throws BadDefinition when it is empty or has a line break in it. */
function assertText(secret: string): string {
  if (secret !== '' && !CONTROL_CHARACTER.test(secret)) return secret;
  throw new BadDefinition('a secret of a provider is empty or has a line break in it; copy it again from the provider');
}
