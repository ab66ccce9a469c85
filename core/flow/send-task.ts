// What a send is about, once its leg is claimed, and how it may end.
import type { Active, TouchRecord } from '#core/enrollment';
import type { SequenceVersion, Touch } from '#core/sequence';
import type { Instant } from '#core/time';

export type SendStatus = TouchRecord['status'] | 'held' | 'stopped';
export type SendTask = {
  readonly enrollment: Active;
  readonly published: SequenceVersion;
  readonly touch: Touch;
  readonly leg: number;
  readonly turnEnds: Instant;
};
