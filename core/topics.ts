// What may sequences be about, and what do customers read of it on the preference page?
import * as z from 'zod';
import { TopicNameSchema } from '#core/ids';

/** More would be a preference page that nobody reads. */
const MOST_TOPICS = 8;

/** Topics by name, each with the words that customers read. */
export const TopicsSchema = z
  .record(TopicNameSchema, z.string().min(1).max(60))
  .refine((topics) => Object.keys(topics).length <= MOST_TOPICS, `name at most ${MOST_TOPICS} topics`);
export type Topics = z.infer<typeof TopicsSchema>;
