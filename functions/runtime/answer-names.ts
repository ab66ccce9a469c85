// Under which names do the doors count their answers in the log? The metric filters of the stack read these names.
import type { EnrollAnswer } from '#core/flow/enroll';
import type { HearAnswer } from '#core/flow/hear';
import type { TouchAnswer } from '#core/flow/touch';
import type { Arrival } from './aws-event.ts';

type Named = {
  readonly status: string;
  readonly channel?: string;
  readonly outcome?: string;
  readonly because?: string;
};
/** What `nameOf` makes of an answer. */
type NameOf<A extends Named> = A extends
  | { readonly channel: infer Detail extends string }
  | { readonly outcome: infer Detail extends string }
  | { readonly because: infer Detail extends string }
  ? `${A['status']}_${Detail}`
  : A['status'];

/** The status of an answer and what is told besides: `sent_email`, `closed_wonBack`, `duplicate`. */
export function nameOf({ status, channel, outcome, because }: Named): string {
  const detail = channel ?? outcome ?? because;
  return detail === undefined ? status : `${status}_${detail}`;
}

type TouchName = NameOf<TouchAnswer>;
type RespondName = NameOf<HearAnswer | Extract<Arrival, { status: 'ignored' }>>;
/** A response wins back or opts out; the other outcomes are found by a touch, a close or an operator. */
type NeverByResponse = 'closed_lapsed' | 'closed_unreachable' | 'closed_calledOff';

/** All names of the door of touches. A stop that settles the outcome at once is counted as closed. */
export const TOUCH_NAMES = names<TouchName>({
  sent_email: true,
  sent_sms: true,
  skipped: true,
  held: true,
  failed: true,
  unknown: true,
  parked: true,
  stopped_cameBack: true,
  closed_wonBack: true,
  closed_lapsed: true,
  closed_optedOut: true,
  closed_unreachable: true,
  closed_calledOff: true,
  waiting: true,
  duplicate: true,
  behind: true,
  already: true,
});

/** All names of the door of responses. */
export const RESPOND_NAMES = names<Exclude<RespondName, NeverByResponse>>({
  recorded: true,
  waiting: true,
  noted: true,
  stopped_cameBack: true,
  closed_wonBack: true,
  closed_optedOut: true,
  already: true,
  ignored_noSuchCustomer: true,
  ignored_unknownActivity: true,
  ignored_unknownSource: true,
  ignored_unknownKind: true,
  ignored_notOurs: true,
  ignored_bot: true,
  ignored_notAnAnswer: true,
});

/** All names of the door of enrolling, which are the statuses of its answers. */
export const ENROLL_NAMES = names<EnrollAnswer['status']>({
  enrolled: true,
  heldOut: true,
  notEnrolled: true,
  paused: true,
});

/** A record, because the compiler finds what is missing in it, and not in a list. */
function names<Name extends string>(all: Readonly<Record<Name, true>>): readonly Name[] {
  // Object.keys forgets the keys' type.
  return Object.keys(all) as Name[];
}
