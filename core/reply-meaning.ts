// What does a reply mean to say?

// 47 CFR 64.1200(a)(10): the words that are always a revocation, whatever their case and punctuation.
const STOP_WORDS = new Set(['stop', 'stopall', 'quit', 'end', 'revoke', 'optout', 'cancel', 'unsubscribe']);

const CLEAR_WORDS = new Set([...STOP_WORDS].filter((word) => word !== 'cancel' && word !== 'end'));

/** What a reply to an SMS means. */
export function meaningOfReply(words: string): 'stop' | 'other' {
  const said = words.normalize('NFKC').toLowerCase();
  if (STOP_WORDS.has(said.replace(/[^a-z]/g, ''))) return 'stop';
  // "STOP texting me", "please stop": what begins with the word means it. "Cancel my order" and "end of May" do not.
  const [first = '', second = ''] = said.split(/[^a-z]+/).filter((word) => word !== '');
  return CLEAR_WORDS.has(first === 'please' ? second : first) ? 'stop' : 'other';
}
