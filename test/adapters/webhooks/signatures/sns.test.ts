import { sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createSnsScheme } from '#adapters/webhooks/signatures/sns';
import { BadDefinition, BadInput, TryAgain } from '#core/errors';
import { selfSigned } from '../../../../bench/self-signed.ts';
import { judged, onceOf } from '../../../support/judged.ts';
import { SNS_CERTIFICATE, SNS_MESSAGES } from './sns-vectors.ts';

const TOPIC = 'arn:aws:sns:us-west-2:131990247566:dongie-standard-topic';
const PEM_AT = 'https://sns.us-west-2.amazonaws.com/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem';
const seconds = (time: string) => Date.parse(time) / 1_000;
const from = (pages: Readonly<Record<string, string>>) => async (url: string) => {
  const page = pages[url];
  if (page === undefined) throw new BadInput('no such page');
  return page;
};

type Fields = { readonly Timestamp: string } & Readonly<Record<string, string>>;

describe('what SNS really signed', () => {
  const judge = (message: Fields, { secrets = [TOPIC], late = 0 } = {}) =>
    judged(createSnsScheme(), {
      body: JSON.stringify(message),
      secrets,
      at: seconds(message.Timestamp) + late,
      fetchText: from({ [PEM_AT]: SNS_CERTIFICATE }),
    });

  test.each(Object.entries<Fields>(SNS_MESSAGES))('%s', async (_what, message) => {
    expect(await judge(message)).toBe('genuine');
    expect(await judge(message, { secrets: [`${TOPIC}-2`, TOPIC] })).toBe('genuine');
    expect(await judge(message, { secrets: [`${TOPIC}-2`] })).toBe('noMatch');
    expect(await judge(message, { secrets: [] })).toBe('noMatch');
    for (const late of [-3_600, 3_600]) expect(await judge(message, { late })).toBe('genuine');
    for (const late of [-3_601, 3_601]) expect(await judge(message, { late })).toBe('stale');
    for (const name of ['Message', 'MessageId', 'Type', 'Token', 'SubscribeURL']) {
      const value = message[name];
      if (value === undefined) continue;
      expect(await judge({ ...message, [name]: `${value} ` })).toMatch(/^(noMatch|incomplete)$/);
    }
    expect(await judge({ ...message, SignatureVersion: message.SignatureVersion === '1' ? '2' : '1' })).toBe('noMatch');
  });

  test('a subject that is put in, taken away or changed', async () => {
    const { Subject: _subject, ...without } = SNS_MESSAGES.withSubject;
    expect(await judge(without)).toBe('noMatch');
    expect(await judge({ ...SNS_MESSAGES.withSubject, Subject: 'Another' })).toBe('noMatch');
    expect(await judge({ ...SNS_MESSAGES.noSubject, Subject: '' })).toBe('noMatch');
  });
});

// SNS's own key is not ours: what it would never sign is signed with one of a made-up certificate (bench/self-signed.ts).
const OURS = 'arn:aws:sns:eu-central-1:123456789012:winback';
const AT = seconds('2026-06-01T12:00:00.000Z');
const SNS = selfSigned({ host: 'sns.amazonaws.com', from: '20260101000000Z', to: '20261231235959Z' });
const HOST = 'https://sns.eu-central-1.amazonaws.com';
const CERTIFICATE = `${HOST}/SimpleNotificationService-0123456789abcdef.pem`;
const NOTIFICATION = {
  Message: 'hello',
  MessageId: 'one',
  Timestamp: '2026-06-01T12:00:00.000Z',
  TopicArn: OURS,
  Type: 'Notification',
};

type Signed = { fields?: object; version?: string; at?: string; by?: typeof SNS };
function signed({ fields = NOTIFICATION, version = '2', at = CERTIFICATE, by = SNS }: Signed = {}): string {
  const text = Object.entries(fields).flatMap(([name, value]) => [`${name}\n${value}\n`]);
  const Signature = sign('sha256', Buffer.from(text.join('')), by.privateKey).toString('base64');
  return JSON.stringify({ ...fields, SignatureVersion: version, Signature, SigningCertURL: at });
}
type Changes = { fetchText?: (url: string) => Promise<string>; secrets?: readonly string[]; at?: number };
const judgementOf = (body: string, changes: Changes = {}) => ({
  body,
  secrets: [OURS],
  at: AT,
  fetchText: from({ [CERTIFICATE]: SNS.pem }),
  ...changes,
});
const judge = (body: string, changes?: Changes) => judged(createSnsScheme(), judgementOf(body, changes));

test('the id of the message is what no second request has', async () => {
  expect(await onceOf(createSnsScheme(), judgementOf(signed()))).toBe('one');
});

describe('a certificate', () => {
  test('is fetched once, however many ask at once, and again after it could not be had', async () => {
    const asked: string[] = [];
    let answers = false;
    const fetchText = async (url: string) => {
      asked.push(url);
      if (!answers) throw new TryAgain('not now');
      return SNS.pem;
    };
    const scheme = createSnsScheme();
    await expect(judged(scheme, judgementOf(signed(), { fetchText }))).rejects.toThrow(TryAgain);
    answers = true;
    const all = Array.from({ length: 5 }, () => judged(scheme, judgementOf(signed(), { fetchText })));
    expect(new Set(await Promise.all(all))).toEqual(new Set(['genuine']));
    expect(await judged(scheme, judgementOf(signed(), { fetchText }))).toBe('genuine');
    expect(asked).toEqual([CERTIFICATE, CERTIFICATE]);
  });

  test.each([
    ['http', CERTIFICATE.replace('https', 'http')],
    ['another host', CERTIFICATE.replace('amazonaws.com', 'amazonaws.com.example.com')],
    ['a host that ends alike', 'https://sns.eu-central-1.evilamazonaws.com/a.pem'],
    ['another service', CERTIFICATE.replace('sns.', 's3.')],
    ['another region than the topic’s', CERTIFICATE.replace('eu-central-1', 'us-east-1')],
    ['another partition', `${HOST}.cn/a.pem`],
    ['a user', CERTIFICATE.replace('https://', 'https://sns.eu-central-1.amazonaws.com@')],
    ['a port', `${HOST}:8443/a.pem`],
    ['a query', `${HOST}/?Action=Publish&x=.pem`],
    ['a fragment', `${HOST}/a#.pem`],
    ['a path that leads elsewhere', `${HOST}/../a.pem`],
    ['no certificate by its name', `${HOST}/a.txt`],
    ['a line break', `${CERTIFICATE}\n`],
    ['nothing', ''],
  ])('from %s is not even fetched', async (_what, at) => {
    const fetchText = () => Promise.reject(new TryAgain('fetched'));
    expect(await judge(signed({ at }), { fetchText })).toBe('noMatch');
  });

  test.each([
    ['is not there', {}],
    ['is none', { [CERTIFICATE]: '<html></html>' }],
    [
      'is of another host',
      { [CERTIFICATE]: selfSigned({ host: 'example.com', from: '20260101000000Z', to: '20261231235959Z' }).pem },
    ],
    ['is of another key', { [CERTIFICATE]: SNS_CERTIFICATE }],
  ])('that %s proves nothing', async (_what, pages) => {
    expect(await judge(signed(), { fetchText: from(pages) })).toBe('noMatch');
  });

  test('proves nothing outside its time, not even when it is known', async () => {
    const scheme = createSnsScheme();
    for (const [time, verdict] of [
      ['2026-06-01T12:00:00.000Z', 'genuine'],
      ['2025-12-31T23:59:59.000Z', 'noMatch'],
      ['2027-01-01T00:00:01.000Z', 'noMatch'],
    ] as const) {
      const body = signed({ fields: { ...NOTIFICATION, Timestamp: time } });
      expect(await judged(scheme, judgementOf(body, { at: seconds(time) }))).toBe(verdict);
    }
  });

  test.each([
    [
      'arn:aws-cn:sns:cn-north-1:123456789012:w',
      'https://sns.cn-north-1.amazonaws.com.cn',
      'sns-cn-north-1.amazonaws.com.cn',
    ],
    [
      'arn:aws-eusc:sns:eusc-de-east-1:123456789012:w',
      'https://sns.eusc-de-east-1.amazonaws.eu',
      'sns-signing.eusc-de-east-1.amazonaws.eu',
    ],
    [
      'arn:aws-us-gov:sns:us-gov-east-1:123456789012:w',
      'https://sns.us-gov-east-1.amazonaws.com',
      'sns-us-gov-west-1.amazonaws.com',
    ],
    [
      'arn:aws:sns:me-south-1:123456789012:w',
      'https://sns.me-south-1.amazonaws.com',
      'sns-signing.me-south-1.amazonaws.com',
    ],
  ])('of %s is found where its region keeps it', async (topic, host, name) => {
    const by = selfSigned({ host: name, from: '20260101000000Z', to: '20261231235959Z' });
    const body = signed({ fields: { ...NOTIFICATION, TopicArn: topic }, at: `${host}/a.pem`, by });
    expect(await judge(body, { secrets: [topic], fetchText: from({ [`${host}/a.pem`]: by.pem }) })).toBe('genuine');
  });
});

describe('a request is refused', () => {
  // The lines of a message that was signed once, cut elsewhere: the same bytes under an id of the attacker's choice.
  test('when its lines stand under other names than those they were signed under', async () => {
    const { Message, MessageId, ...rest } = NOTIFICATION;
    const ofSes = { Message, MessageId, Subject: 'Event', ...rest };
    const { Signature } = JSON.parse(signed({ fields: ofSes })) as { Signature: string };
    const sent = { SignatureVersion: '2', Signature, SigningCertURL: CERTIFICATE };
    expect(await judge(JSON.stringify({ ...ofSes, ...sent }))).toBe('genuine');
    const moved = { Message, MessageId: `${MessageId}\nSubject\nEvent`, ...rest, ...sent };
    expect(await judge(JSON.stringify(moved))).toBe('incomplete');
    const long = { Message: `${Message}\nMessageId\nother\nSubject\nx`, MessageId, ...rest };
    const signedLong = JSON.parse(signed({ fields: long })) as { Signature: string };
    const cut = { Message, MessageId: 'other', Subject: `x\nMessageId\n${MessageId}`, ...rest, ...sent };
    expect(await judge(JSON.stringify({ ...long, ...sent, Signature: signedLong.Signature }))).toBe('genuine');
    expect(await judge(JSON.stringify({ ...cut, Signature: signedLong.Signature }))).toBe('incomplete');
  });

  test.each(['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type'])('without its %s', async (name) => {
    const fields = Object.fromEntries(Object.entries(NOTIFICATION).filter(([other]) => other !== name));
    expect(await judge(signed({ fields }))).toBe('incomplete');
    expect(await judge(signed({ fields: { ...NOTIFICATION, [name]: 7 } }))).toBe('incomplete');
  });

  test.each(['', '{', 'null', '7', '[]', '"Notification"', '{}', '{"Type":"constructor"}'])(
    'when it says %s',
    async (body) => {
      expect(await judge(body)).toBe('incomplete');
    },
  );

  test.each(['', '0', '3', 'constructor'])('with the signature version "%s"', async (version) => {
    expect(await judge(signed({ version }))).toBe('incomplete');
  });

  test.each(['', 'now', '2026-06-01', '2026-13-01T12:00:00.000Z', '2026-06-01T12:00:00.000+00:00', '1780315200'])(
    'when it is dated "%s"',
    async (Timestamp) => {
      expect(await judge(signed({ fields: { ...NOTIFICATION, Timestamp } }))).toBe('stale');
    },
  );

  test('when the signature is no base64, or written another way', async () => {
    const { Signature, ...rest } = JSON.parse(signed());
    for (const other of ['', '*', Signature.replace('=', ''), ` ${Signature}`, `${Signature}AA`]) {
      expect(await judge(JSON.stringify({ ...rest, Signature: other }))).toBe('noMatch');
    }
  });
});

test.each(['', 'winback', 'arn:aws:sqs:eu-central-1:123456789012:winback', `${OURS} `, `${OURS}:a subscription`])(
  '"%s" is no topic',
  async (secret) => {
    await expect(judge('', { secrets: [OURS, secret] })).rejects.toThrow(BadDefinition);
  },
);
