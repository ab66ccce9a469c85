// Does the stack, as it would be deployed, do in an AWS that others wrote what the laptop says it does? One run: the
// schedule fires once, journeys of sixteen days pass in half a minute, and each customer stands for one claim.
import { spawnSync } from 'node:child_process';
import { SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Channel } from '#core/channel';
import type { CustomerId } from '#core/ids';
import { epochOf, instantOf } from '#core/time';
import { tableOf, verdictOf } from '../../bench/row.ts';
import { countedRows, traceOf } from './counted.ts';
import { LINKS_BASE_URL } from './emulated-stage.ts';
import { REGION } from './emulator.ts';
import {
  deadLettersOf,
  eventually,
  firstMessage,
  nextMessage,
  onceClosed,
  onceEnded,
  sentTo,
  transitionsOf,
} from './looking.ts';
import { everybody, IDS, keyOf, SEQUENCE, thePlan, withoutVersion } from './people.ts';
import { bounceOf, clickEventOf, complaintOf, deadNumberOf, sentEventOf } from './provider-events.ts';
import { pythonHome } from './python-home.ts';
import { currentSecret, fire, type Run, startRun } from './run.ts';
import {
  askApi,
  bring,
  connectVonage,
  importNumber,
  publishFeedback,
  ruleTakes,
  tellAsShop,
  textAsVonage,
} from './telling.ts';
import { SYNTHESISED_FILE } from './template.ts';
import type { Sent } from './witness.ts';

const TOUCHES = ['miss-you by email', 'nudge by sms', 'what-is-new by email', 'last-offer by email'];
/** Until something happens that begins at once: functions start cold, and the machine may be busy. */
const SOON_SECONDS = 60;
/** Three gaps of four days and four days until the close; Scheduler looks every ten seconds. */
const JOURNEY_SECONDS = 32 + 10 + SOON_SECONDS;
/** A leg is eight seconds long: later than this, and the next one would soon begin. */
const MOST_LATE_MS = 6_000;
const ORDER_CENTS = 4_200;
const TEXTERS_NUMBER = '+12025550177';
const POISON = 'this is not a touch';

let run: Run;
/** What had been sent to those whose journey ended early, at the moment when it had ended. */
const sentAtEnd = new Map<string, number>();

beforeAll(async () => {
  run = await startRun();
  expect(await run.sequences.publish(await thePlan())).toEqual({ status: 'published', version: 1 });
  for (const customer of everybody()) expect(await run.customers.save(customer)).toBe('saved');
  await fire(run, run.outputs.ScanScheduleName);
  run.say('published and seeded; the schedule is to fire now');
});

afterAll(async () => {
  await run?.stop();
});

describe.concurrent('while journeys run', () => {
  test('a silent customer gets every touch, none early and none left out, and lapses', async () => {
    const enrollment = await onceClosed(run, keyOf(IDS.silent), JOURNEY_SECONDS);
    expect(enrollment.outcome).toBe('lapsed');
    const sent = sentTo(run, IDS.silent);
    expect(sent.map(nameOf)).toEqual(TOUCHES);
    const { enrolledAt, legs, closedAt } = enrollment;
    const due = legs.flatMap(({ does }, leg) => (does === 'wait' ? [] : [legs[leg - 1]?.until ?? enrolledAt]));
    const came = [...sent.map(({ at }) => at), epochOf(closedAt)];
    const late = due.map((instant, index) => (came[index] ?? Number.NaN) - epochOf(instant));
    run.say(`the silent customer's touches and close came ${late.join(', ')} ms after they were due`);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late.slice(1))).toBeLessThan(MOST_LATE_MS);
    const execution = await onceEnded(run, keyOf(IDS.silent).enrollmentId, SOON_SECONDS);
    expect(execution.status).toBe('SUCCEEDED');
    expect(JSON.parse(execution.output ?? '')).toEqual({ outcome: 'lapsed' });
  });

  test('an email carries one-click headers, the tags that lead its events home, and the configuration set', async () => {
    const sent = await firstMessage(run, IDS.silent);
    if (sent.channel !== 'email') throw new TypeError('the first touch is an email');
    const { Content, EmailTags, ConfigurationSetName, Destination } = sent.asked;
    expect(Content.Simple.Headers).toEqual({
      'List-Unsubscribe': expect.stringMatching(/^<https:\/\/links\.shop\.example\.com\/u\/[\w.-]+>$/),
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(EmailTags).toEqual({ ...keyTags(IDS.silent), touch: 'miss-you' });
    expect(ConfigurationSetName).toBe(run.outputs.EmailConfigurationSet);
    expect(Destination.ToAddresses).toEqual([`${IDS.silent}@customer.example`]);
  });

  test('an SMS leaves from the number of the stage, with the context that leads its events home', async () => {
    const sent = await eventually('an SMS', JOURNEY_SECONDS, () =>
      sentTo(run, IDS.silent).find(({ channel }) => channel === 'sms'),
    );
    expect(sent.asked).toMatchObject({
      ConfigurationSetName: run.outputs.SmsConfigurationSet,
      OriginationIdentity: expect.stringMatching(/:sms-voice:.*:pool\/pool-0+$/),
      Context: { ...keyOf(IDS.silent), touchId: 'nudge' },
    });
  });

  test('an order that the shop tells the API ends a journey as won back', async () => {
    await firstMessage(run, IDS.buyer);
    const order = { kind: 'order', responseId: 'order-1', customerId: IDS.buyer, at: now(), cents: ORDER_CENTS };
    const secret = await currentSecret(run.outputs.ResponsesSecretArn);
    const forged = await tellAsShop(
      run,
      order,
      secret.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
    );
    expect([forged.status, await forged.text()]).toEqual([401, expect.stringContaining('no signature fits')]);
    const answer = await tellAsShop(run, order, secret);
    expect([answer.status, await answer.json()]).toEqual([202, { accepted: 1 }]);
    const { outcome, goal } = await endOf(IDS.buyer);
    expect([outcome, goal?.cents]).toEqual(['wonBack', ORDER_CENTS]);
  });

  test('a complaint on the topic ends a journey as opted out', async () => {
    await publishFeedback(run, complaintOf(await firstMessage(run, IDS.complainer)));
    expect((await endOf(IDS.complainer)).outcome).toBe('optedOut');
  });

  test('a hard bounce on the topic closes the channel: nothing more goes out by email', async () => {
    await publishFeedback(run, bounceOf(await firstMessage(run, IDS.bouncer)));
    await suppressed(IDS.bouncer, 'email');
    sentAtEnd.set(IDS.bouncer, sentTo(run, IDS.bouncer).length);
  });

  test('the link of a real email asks when it is opened, and ends the journey as opted out when it is pressed', async () => {
    const sent = await firstMessage(run, IDS.leaver);
    if (sent.channel !== 'email') throw new TypeError('the first touch is an email');
    const link = sent.asked.Content.Simple.Headers['List-Unsubscribe']?.slice(1, -1) ?? '';
    const path = link.slice(LINKS_BASE_URL.length);
    const page = await askApi(run, path);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<form method="post">')]);
    expect((await askApi(run, `${path}x`, { method: 'POST' })).status).toBe(404);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const done = await askApi(run, path, { method: 'POST', headers: form, body: 'List-Unsubscribe=One-Click' });
    expect(done.status).toBe(200);
    expect((await endOf(IDS.leaver)).outcome).toBe('optedOut');
  });

  test('a STOP by SMS, of which only the number is known, ends the journey of whoever has it', async () => {
    await firstMessage(run, IDS.texter);
    await connectVonage(run);
    await importNumber(run, IDS.texter, TEXTERS_NUMBER);
    await eventually('the new number', SOON_SECONDS, async () => {
      const row = await run.customers.get(IDS.texter);
      return row?.phone === TEXTERS_NUMBER ? row : undefined;
    });
    const forged = await textAsVonage(run, TEXTERS_NUMBER, 'Stop texting me!', 'somebody else’s secret');
    expect(forged.status).toBe(401);
    expect((await textAsVonage(run, TEXTERS_NUMBER, 'Stop texting me!')).status).toBe(200);
    expect((await endOf(IDS.texter)).outcome).toBe('optedOut');
  });

  test('what providers say of messages passes the rules and comes to the journal', async () => {
    for (const touch of TOUCHES) {
      const sent = await eventually(touch, JOURNEY_SECONDS, () =>
        sentTo(run, IDS.silent).find((one) => nameOf(one) === touch),
      );
      const event = sentEventOf(sent);
      expect(await ruleTakes(run, sent.channel === 'email' ? 'Emails' : 'TextMessages', event)).toBe(true);
      await bring(run, event);
    }
    const click = clickEventOf(await firstMessage(run, IDS.bouncer));
    expect(await ruleTakes(run, 'Emails', click)).toBe(true);
    expect(await ruleTakes(run, 'Emails', { ...click, source: 'aws.other' })).toBe(false);
    await bring(run, click);
    await eventually('the click', SOON_SECONDS, async () => {
      const facts = await run.journal.ofCustomer(IDS.bouncer);
      return facts.find(({ response, touch }) => response === 'clicked' && touch === 'miss-you');
    });
  });

  test('a number that does not exist is never tried again', async () => {
    const sms = await eventually('an SMS', JOURNEY_SECONDS, () =>
      sentTo(run, IDS.noNumber).find(({ channel }) => channel === 'sms'),
    );
    await publishFeedback(run, deadNumberOf(sms));
    await suppressed(IDS.noNumber, 'sms');
  });

  test('a journey whose version is gone is parked for an operator, fails, and is called off', async () => {
    const { enrollment, input } = await withoutVersion(IDS.broken);
    await run.enrollments.open(enrollment);
    await run.journeys.start(input);
    const parked = JSON.parse(await nextMessage(run, run.outputs.ParkedQueueUrl, SOON_SECONDS));
    expect(parked).toMatchObject({ ...keyOf(IDS.broken), version: input.version, error: 'BrokenRecord' });
    const execution = await onceEnded(run, keyOf(IDS.broken).enrollmentId, SOON_SECONDS);
    expect([execution.status, execution.error]).toEqual(['FAILED', 'JourneyBroke']);
    expect((await onceClosed(run, keyOf(IDS.broken), SOON_SECONDS)).outcome).toBe('calledOff');
  });

  test('those who are held out, or ordered yesterday, get nothing', async () => {
    const heldOut = await eventually('the holdout', JOURNEY_SECONDS, () => run.enrollments.get(keyOf(IDS.heldOut)));
    expect(heldOut.status).toBe('heldOut');
    await onceClosed(run, keyOf(IDS.silent), JOURNEY_SECONDS);
    expect(await run.enrollments.ofCustomer(IDS.regular)).toEqual([]);
    expect([...sentTo(run, IDS.heldOut), ...sentTo(run, IDS.regular)]).toEqual([]);
  });
});

describe('when they have ended', () => {
  test('nothing more was sent to anybody whose journey had ended', async () => {
    await onceClosed(run, keyOf(IDS.bouncer), SOON_SECONDS);
    expect([...sentAtEnd.keys()]).toHaveLength(5);
    for (const [customerId, count] of sentAtEnd)
      expect([customerId, sentTo(run, customerId).length]).toEqual([customerId, count]);
  });

  test('a message that cannot be read ends among the dead letters', async () => {
    const QueueUrl = run.outputs.TouchQueueUrl;
    const soon = { QueueUrl, Attributes: { VisibilityTimeout: '1' } };
    await run.queues.send(new SetQueueAttributesCommand(soon));
    await run.queues.send(new SendMessageCommand({ QueueUrl, MessageBody: POISON }));
    expect(await nextMessage(run, await deadLettersOf(run, QueueUrl), SOON_SECONDS)).toBe(POISON);
  });

  test('the report of the day counts every outcome', async () => {
    await fire(run, run.physicalId('AWS::Scheduler::Schedule', 'ReportingSchedule'));
    const report = await eventually('the report', SOON_SECONDS, async () => {
      const found = await run.figures.all();
      return found.find(({ sequence, version }) => sequence === SEQUENCE && version === 1);
    });
    expect(report).toMatchObject({ enrolled: 7, heldOut: 1, outcomes: { wonBack: 1, optedOut: 3 } });
  });

  test('the template, before anything in it is replaced, passes cfn-lint', () => {
    const words = ['--non-zero-exit-code', 'error', '--regions', REGION, '-t', SYNTHESISED_FILE];
    const { status, stdout } = spawnSync(pythonHome().cfnLint, words, { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
  });

  test('one silent journey costs what the bench says: transitions, requests, dollars', async () => {
    const enrollment = await onceClosed(run, keyOf(IDS.silent), SOON_SECONDS);
    const transitions = await transitionsOf(run, enrollment.enrollmentId);
    const holds = (await run.journal.ofCustomer(IDS.silent)).filter(({ kind }) => kind === 'held').length;
    expect(transitions).toBe(enrollment.legs.length + holds);
    const rows = countedRows(traceOf(run.witness, enrollment, transitions), TOUCHES.length, holds);
    process.stdout.write(`\n${tableOf(rows)}\n\n`);
    expect(rows.map(verdictOf)).not.toContain('OVER BUDGET');
  });
});

/** The end of a journey, however soon it comes; remembers what had been sent by then. */
async function endOf(customerId: CustomerId) {
  const key = keyOf(customerId);
  const closed = await onceClosed(run, key, SOON_SECONDS);
  expect((await onceEnded(run, key.enrollmentId, SOON_SECONDS)).status).toBe('SUCCEEDED');
  sentAtEnd.set(customerId, sentTo(run, customerId).length);
  return closed;
}

function keyTags(customerId: CustomerId) {
  const { enrollmentId } = keyOf(customerId);
  return { enrollment: enrollmentId, customer: customerId };
}

/** Once a channel is closed to a customer, because messages by it cannot arrive. */
function suppressed(customerId: CustomerId, channel: Channel) {
  return eventually(`the suppression of ${customerId}`, SOON_SECONDS, async () => {
    const row = await run.customers.get(customerId);
    return row?.suppression[channel]?.because === 'hard bounce' ? row : undefined;
  });
}

function nameOf({ touch, channel }: Sent): string {
  return `${touch} by ${channel}`;
}

function now() {
  return instantOf(Date.now());
}
