// What are the fields of the preference page's form called? The page writes them and the form reads them.

/** `had`: what was ticked as it was shown; `day`: the date of one's own; `seen`: when the page was shown. */
export const FIELDS = {
  act: 'act',
  shown: 'shown',
  had: 'had',
  on: 'on',
  pause: 'pause',
  day: 'day',
  language: 'language',
  seen: 'seen',
} as const;
/** What `pause` says when it is not one of the days that were offered. */
export const PAUSE = { keep: 'keep', end: 'end', own: 'own' } as const;
export const ACT = { save: 'save', stop: 'stop' } as const;

/** The name of a topic among the choices; a channel's is its own. */
export function topicField(topic: string): string {
  return `topic.${topic}`;
}
