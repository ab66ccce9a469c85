// What a send is about, once its leg is claimed, and how it may end.
import type { Channel } from '#core/channel';
import type { Active, TouchRecord } from '#core/enrollment';
import type { StopAnswer } from '#core/flow/stop';
import type { SequenceVersion, Touch } from '#core/sequence';
import type { Instant } from '#core/time';

/** What became of the touch; where the clearance stopped the enrollment instead, what that came to. */
export type SendEnd =
  | { readonly status: 'sent'; readonly channel: Channel }
  | { readonly status: Exclude<TouchRecord['status'], 'sent'> | 'held' }
  | StopAnswer;
export type SendTask = {
  readonly enrollment: Active;
  readonly published: SequenceVersion;
  readonly touch: Touch;
  readonly leg: number;
  readonly turnEnds: Instant;
};
