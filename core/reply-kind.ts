// What can a reply mean? Apart from the words by which it is known, which only those who hear customers need.

/** `stop`: no more. `start`: a yes again. `help`: who are you? `other`: kept as a sign of life. */
export const REPLY_MEANINGS = ['stop', 'start', 'help', 'other'] as const;
export type ReplyMeaning = (typeof REPLY_MEANINGS)[number];
