// Was it a person who clicked? Answered once it can be known: when the machine's other clicks had time to come.
import { CLICK_SETTLES_SECONDS, countLinks, isMachines } from '#core/click';
import { type Fact, responseFact } from '#core/fact';
import type { EnrollmentId, TouchId } from '#core/ids';
import type { Services } from '#core/ports';
import type { Response } from '#core/response';
import { touchOf } from '#core/sequence';
import { epochOf, type Instant, SECOND_MS } from '#core/time';

/** A click dated further ahead than clocks differ is judged as it is: it must not wait until its date has come. */
const MOST_AHEAD_SECONDS = 60;

export type Clicked = Extract<Response, { kind: 'clicked' }>;
/** `waiting`: written down, and put back on the queue until its siblings are there too. */
export type JudgedClick = { readonly status: 'judged'; readonly response: Clicked } | { readonly status: 'waiting' };

/**
 * Judges a click by when its message was delivered, and by which other links of it were followed at the same time. One
 * that nobody can set beside others, because it names no touch, is a person's.
 */
export async function judgeClick(services: Services, response: Clicked): Promise<JudgedClick> {
  const { customerId, enrollmentId, touchId } = response;
  if (response.automated === true || enrollmentId === undefined || touchId === undefined)
    return { status: 'judged', response };
  const afterSeconds = secondsToWait(response.at, services.clock.now());
  if (afterSeconds > 0) {
    await services.journal.record([responseFact(response)]);
    await services.responses.put([response], { afterSeconds });
    return { status: 'waiting' };
  }
  const facts = (await services.journal.ofCustomer(customerId)).filter(
    (fact) => fact.enrollmentId === enrollmentId && fact.touch === touchId,
  );
  const automated = isMachines({
    channel: response.channel,
    click: response,
    sent: firstOf(facts, (fact) => fact.kind === 'sent' || fact.response === 'sent'),
    delivered: firstOf(facts, (fact) => fact.response === 'delivered'),
    siblings: facts.filter((fact) => fact.response === 'clicked'),
    links: await linksOf(services, response, enrollmentId, touchId),
  });
  return { status: 'judged', response: automated ? { ...response, automated } : response };
}

/** How long until the click is old enough to be judged; 0 when it is. */
function secondsToWait(at: Instant, now: Instant): number {
  const age = (epochOf(now) - epochOf(at)) / SECOND_MS;
  return age < -MOST_AHEAD_SECONDS ? 0 : Math.max(0, Math.ceil(CLICK_SETTLES_SECONDS - age));
}

function firstOf(facts: readonly Fact[], isIt: (fact: Fact) => boolean): Instant | undefined {
  return facts.find(isIt)?.at;
}

/** How many links the message of the touch had, as it was published; 0 when nobody knows any more. */
async function linksOf(
  { enrollments, sequences }: Services,
  { customerId, channel }: Clicked,
  enrollmentId: EnrollmentId,
  touchId: TouchId,
): Promise<number> {
  const enrollment = await enrollments.get({ customerId, enrollmentId });
  const published = enrollment === undefined ? undefined : await sequences.get(enrollment.sequence, enrollment.version);
  const touch = published === undefined ? undefined : touchOf(published.sequence, touchId);
  return touch === undefined ? 0 : countLinks(published?.messages[touch.message], channel);
}
