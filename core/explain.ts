// One customer's story in order: what was decided, sent, not sent and why, and what comes next. In plain words.

import { type Customer, hasDeclined } from '#core/customer';
import { kindWord } from '#core/dormancy-words';
import { type Enrollment, isRunning, type Running } from '#core/enrollment';
import { FACT_KINDS, type Fact, factKey, factsOfEnrollment } from '#core/fact';
import { lawWords } from '#core/law/law-words';
import type { ShopModel } from '#core/model/shop-model';
import { moneyText } from '#core/money';
import { OUTCOME_WORDS } from '#core/outcome';
import { reasonText } from '#core/reason-words';
import { isBadNews, responseText } from '#core/response-words';
import { incentivesOf, type SequenceVersion, touchOf } from '#core/sequence';
import type { Shop } from '#core/shop';
import { channelWord, pauseEndFormat, standingOf } from '#core/standing';
import { epochOf, type Instant, type TimeZone } from '#core/time';

/** `good` and `bad` are for colour only; the words say all. */
export type StoryLine = {
  readonly at: Instant;
  readonly when: string;
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad';
};
/** `standing`: how the customer stands now, a line for each channel and for each live sequence that may still come. */
export type Story = {
  readonly lines: readonly StoryLine[];
  readonly standing: readonly string[];
  readonly next: readonly StoryLine[];
};

export type StoryFacts = {
  readonly customer: Customer;
  /** The sequences that are live now, to say which would take the customer, and why the others would not. */
  readonly live: readonly SequenceVersion[];
  /** What was learned of the shop, for those whose clock is their own. */
  readonly model: ShopModel | undefined;
  readonly facts: readonly Fact[];
  readonly enrollments: readonly Enrollment[];
  readonly versions: readonly SequenceVersion[];
  readonly shop: Shop;
  readonly timeZone: TimeZone;
  readonly now: Instant;
};

/** Tells the story of one customer up to now, oldest first, and what is planned. */
export function storyOf(told: StoryFacts): Story {
  // The journal may lack a fact that a crash swallowed; the enrollment never does.
  const own = told.enrollments.flatMap((enrollment) =>
    enrollment.status === 'heldOut' ? [] : factsOfEnrollment(enrollment),
  );
  const once = new Map([...told.facts, ...own].map((fact) => [factKey(fact), fact]));
  const lines = withoutRepeatedTaps([...once.values()])
    // What follows from what at one instant: a tap and then other words, a response, then the stop, then the close.
    .sort((one, other) => kindRank(one) - kindRank(other) || wordsRank(one) - wordsRank(other))
    .map((fact) => line(told, fact.at, textOf(fact, told), toneOf(fact)))
    .concat(told.enrollments.filter(isRunning).flatMap((enrollment) => inDoubt(told, enrollment)))
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return {
    lines,
    standing: standingOf(told),
    next: told.enrollments.filter(isRunning).flatMap((enrollment) => comingUp(told, enrollment)),
  };
}

/** The survey asks for words once it has a tap: within so long after it they say again what the tap said, and more. */
const ONE_ANSWER_MS = 60 * 60_000;

/** The facts without the taps whose reason the customer gave once more at once, with words. */
function withoutRepeatedTaps(facts: readonly Fact[]): Fact[] {
  const said = facts.filter(({ response, words }) => response === 'answered' && words !== undefined);
  const isRepeated = (tap: Fact) =>
    said.some(({ at, reason, enrollmentId }) => {
      const after = epochOf(at) - epochOf(tap.at);
      return reason === tap.reason && enrollmentId === tap.enrollmentId && after >= 0 && after <= ONE_ANSWER_MS;
    });
  return facts.filter((fact) => fact.response !== 'answered' || fact.words !== undefined || !isRepeated(fact));
}

function kindRank({ kind }: Fact): number {
  return FACT_KINDS.indexOf(kind);
}

function wordsRank({ words }: Fact): number {
  return words === undefined ? 0 : 1;
}

function textOf(fact: Fact, told: StoryFacts): string {
  const { shop } = told;
  const touch = touchText(fact.channel, fact.touch);
  const reason = whyText(fact, told);
  const sequence = `${fact.sequence} (version ${fact.version})`;
  const money = fact.cents === undefined ? '' : ` for ${moneyText(fact.cents, shop)}`;
  switch (fact.kind) {
    case 'dormant':
      return `Found dormant for ${fact.sequence}: ${reason}.`;
    case 'enrolled':
      return `Enrolled in ${sequence}.`;
    case 'heldOut':
      return `Held out of ${sequence}: left alone, so that we can measure what the sequence does.`;
    case 'notEnrolled':
      return `Not enrolled in ${fact.sequence}: ${reason}.`;
    case 'sent':
      return `${touch} sent${(fact.parts ?? 1) > 1 ? ` in ${fact.parts} parts` : ''}.`;
    case 'skipped':
    case 'failed':
      return `${touch} did not go out: ${reason}.`;
    case 'unknown':
      return `${touch} is in doubt: ${reason}.`;
    case 'held':
      return `${touch} must wait: ${reason}.`;
    case 'response':
      return responseText(fact, money, pauseEndFormat(shop));
    case 'stopped':
      return `Stopped: ${reason}. Nothing more goes out.`;
    case 'closed':
      return `Closed: ${OUTCOME_WORDS[fact.outcome ?? 'calledOff']}${money}${inVainText(fact, told)}.`;
  }
}

/** Why, in words: of what the law held back also where and at which hours, of an end whether it was about the topic alone. */
function whyText(fact: Fact, { customer, facts, versions, shop }: StoryFacts): string {
  const { kind, reason = '', channel } = fact;
  const words = reasonText(reason, channel);
  if (reason === 'quietHours') {
    const law = lawWords(customer);
    if (law === undefined) return words;
    return kind === 'skipped'
      ? `no hour of the sequence's window is allowed where the customer may be (${law}); widen send: between`
      : `the law of where the customer may be allows no text message at that hour (${law})`;
  }
  if (kind !== 'stopped' || reason !== 'optedOut') return words;
  const topic = versionOf(versions, fact)?.sequence.topic;
  const said = facts.find(({ kind: one, ref }) => one === 'response' && ref !== undefined && ref === fact.ref);
  if (topic === undefined || said?.response !== 'chose' || !hasDeclined(customer, topic)) return words;
  return `the customer declined the topic (${shop.topics[topic] ?? topic})`;
}

/** What kept the outcome from being a win, of those who came back. */
function inVainText(fact: Fact, { enrollments, versions }: StoryFacts): string {
  if (fact.outcome !== 'lapsed' || fact.cents !== undefined) return '';
  const ended = enrollments.find(({ enrollmentId }) => enrollmentId === fact.enrollmentId);
  const goal = versionOf(versions, fact)?.sequence.goal;
  const cameBack = ended !== undefined && 'stop' in ended && ended.stop?.because === 'cameBack';
  return cameBack && goal !== undefined ? ` (came back, but no ${kindWord(goal)} followed)` : '';
}

/** The version of a sequence that a fact is about. */
function versionOf(versions: StoryFacts['versions'], about: Pick<Fact, 'sequence' | 'version'>) {
  return versions.find(({ sequence, version }) => sequence.name === about.sequence && version === about.version);
}

function toneOf(fact: Fact): StoryLine['tone'] {
  const { kind, outcome, response, automated } = fact;
  const isClick = response === 'clicked' && automated !== true;
  if (outcome === 'wonBack' || response === 'order' || isClick) return 'good';
  const bad =
    ['failed', 'unknown', 'skipped', 'notEnrolled'].includes(kind) ||
    outcome === 'optedOut' ||
    outcome === 'unreachable';
  return bad || isBadNews(fact) ? 'bad' : 'plain';
}

/** A leg that was claimed while nothing is known of its touch: being sent right now, or interrupted. */
function inDoubt(told: StoryFacts, enrollment: Running): StoryLine[] {
  const leg = enrollment.legs[enrollment.claimed];
  const at = enrollment.claims[enrollment.claimed];
  if (leg?.does !== 'touch' || at === undefined || enrollment.touches[leg.touch] !== undefined) return [];
  return [line(told, at, `${leg.touch} was begun, and nothing is known of it yet.`, 'bad')];
}

function comingUp(told: StoryFacts, enrollment: Running): StoryLine[] {
  const version = versionOf(told.versions, enrollment);
  return enrollment.legs.flatMap((leg, index) => {
    const begins = index === 0 ? enrollment.enrolledAt : enrollment.legs[index - 1]?.until;
    if (index <= enrollment.claimed || begins === undefined || leg.does === 'wait') return [];
    if (leg.does === 'close') return [line(told, begins, `${enrollment.sequence} ends.`, 'plain')];
    const planned = version === undefined ? undefined : touchOf(version.sequence, leg.touch);
    const offers = planned === undefined ? [] : incentivesOf(planned);
    const offer = offers.length === 0 ? '' : ` with ${offers.join(' or ')}`;
    return [line(told, begins, `${touchText(planned?.channel, leg.touch)}${offer} is due.`, 'plain')];
  });
}

function touchText(channel: Fact['channel'], touch: string | undefined): string {
  return `${channel === undefined ? '' : channelWord(channel)} ${touch ?? ''}`.trim();
}

function line({ shop, timeZone }: StoryFacts, at: Instant, text: string, tone: StoryLine['tone']): StoryLine {
  const format = new Intl.DateTimeFormat(shop.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return { at, when: format.format(epochOf(at)), text, tone };
}
