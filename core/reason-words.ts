// Why something did not happen, in words for people: every reason that the house gives.

import type { Channel } from '#core/channel';
import type { HOLD_REASONS } from '#core/clearance';
import type { NOT_ADMITTED } from '#core/customer';
import type { FAIL_REASONS, SKIP_REASONS, UNKNOWN_REASONS } from '#core/enrollment';
import type { StopReason } from '#core/outcome';

type Reason =
  | (typeof SKIP_REASONS)[number]
  | (typeof FAIL_REASONS)[number]
  | (typeof UNKNOWN_REASONS)[number]
  | (typeof HOLD_REASONS)[number]
  | (typeof NOT_ADMITTED)[number]
  | StopReason;

const REASONS: Readonly<Record<Reason, string>> = {
  stopped: 'the sequence had to stop',
  stale: 'its turn was over before the queue delivered it',
  noConsent: 'there is no consent for this channel',
  suppressed: 'the address is suppressed after a bounce or a complaint',
  noAddress: 'there is no address or phone number for this channel',
  budgetExhausted: "the incentive's budget is used up",
  paused: 'the customer asked for a pause',
  quietHours: 'the law of where the customer may be allows no text message at that hour',
  refused: 'the provider refused it',
  unrenderable: 'the message cannot be rendered for this customer; run winback preview to see why',
  ambiguous: 'the provider did not answer, so it may or may not have gone out; it is never sent twice on a guess',
  interrupted: 'the sender was interrupted, so it may or may not have gone out; it is never sent twice on a guess',
  frequencyCap: 'the customer has had as many messages as the shop allows',
  sendWindow: 'the send window is closed where the customer lives',
  lawCap: 'the law of where the customer may be allows no more text messages within a day',
  complaints: 'too many customers complain, so nothing promotional leaves for now',
  outdated: 'nothing was heard of the customer for longer than the shop keeps anybody',
  alreadyEnrolled: 'another sequence has this customer now',
  declinedTopic: 'the customer does not want this topic',
  reentry: 'the last time was too short ago to enter this sequence again',
  noReachableChannel: 'there is no channel with an address and consent',
  cameBack: 'the customer came back',
  optedOut: 'the customer said no more',
  unreachable: 'no channel is left to reach the customer',
  calledOff: 'it was called off',
};

const NO_ADDRESS: Readonly<Record<Channel, string>> = {
  email: 'there is no email address',
  sms: 'there is no phone number',
};

/** The words for a reason of ours, of this channel if it is about one; a reason that is already in words stays as it is. */
export function reasonText(reason: string, channel?: Channel): string {
  if (reason === 'noAddress' && channel !== undefined) return NO_ADDRESS[channel];
  return Object.hasOwn(REASONS, reason) ? REASONS[reason as Reason] : reason;
}
