// Counts facts as they happen: the summary that `run` prints, from nothing but the journal.
import { CHANNELS, type Channel } from '#core/channel';
import type { Fact } from '#core/fact';
import type { Outcome } from '#core/outcome';

type Counts<K extends string = string> = Partial<Record<K, number>>;
export type ChannelTally = { sent: number; skipped: Counts; failed: number; unknown: number };

export type Tally = {
  /** Distinct customers found dormant on any day. */
  readonly dormant: number;
  readonly enrolled: number;
  readonly heldOut: number;
  readonly notEnrolled: Counts;
  readonly touches: Readonly<Record<Channel, ChannelTally>>;
  readonly held: Counts;
  readonly responses: Counts;
  readonly outcomes: Counts<Outcome>;
  /** Messages sent after their enrollment was stopped: must be 0. */
  readonly sentAfterStop: number;
};

export type Tallying = { count(fact: Fact): void; tally(): Tally };

/** Counts each fact that it is given; a fact must be given once. */
export function createTally(): Tallying {
  const dormant = new Set<string>();
  const stopped = new Set<string>();
  const touches: Record<Channel, ChannelTally> = { email: noTouches(), sms: noTouches() };
  const sums = { enrolled: 0, heldOut: 0, sentAfterStop: 0 };
  const notEnrolled: Counts = {};
  const held: Counts = {};
  const responses: Counts = {};
  const outcomes: Counts<Outcome> = {};

  function countTouch({ kind, channel = CHANNELS[0], reason = 'unknown', enrollmentId }: Fact): void {
    const counts = touches[channel];
    if (kind === 'skipped') add(counts.skipped, reason);
    else if (kind === 'sent' || kind === 'failed' || kind === 'unknown') counts[kind] += 1;
    if (kind === 'sent' && enrollmentId !== undefined && stopped.has(enrollmentId)) sums.sentAfterStop += 1;
  }

  return {
    count(fact) {
      if (fact.kind === 'dormant') dormant.add(fact.customerId);
      else if (fact.kind === 'enrolled' || fact.kind === 'heldOut') sums[fact.kind] += 1;
      else if (fact.kind === 'notEnrolled') add(notEnrolled, fact.reason ?? 'unknown');
      else if (fact.kind === 'held') add(held, fact.reason ?? 'unknown');
      else if (fact.kind === 'response') add(responses, fact.response ?? 'unknown');
      else if (fact.kind === 'stopped') fact.enrollmentId !== undefined && stopped.add(fact.enrollmentId);
      else if (fact.kind === 'closed') {
        if (fact.enrollmentId !== undefined) stopped.add(fact.enrollmentId);
        add(outcomes, fact.outcome ?? 'calledOff');
      } else countTouch(fact);
    },
    tally: () => ({ ...sums, dormant: dormant.size, notEnrolled, touches, held, responses, outcomes }),
  };
}

function noTouches(): ChannelTally {
  return { sent: 0, skipped: {}, failed: 0, unknown: 0 };
}

function add<K extends string>(counts: Counts<K>, key: K): void {
  counts[key] = ((counts[key] as number | undefined) ?? 0) + 1;
}
