import { describe, expect, test } from 'vitest';
import { sns } from '#adapters/webhooks/providers/sns';
import { jsonRequest, RECEIVED_AT } from '../../../support/webhook-samples/sample.ts';
import { SNS } from '../../../support/webhook-samples/sns.ts';

test.each(SNS)('$about', ({ request, told }) => {
  const reading = sns.read(request, { receivedAt: RECEIVED_AT });
  expect({ ...reading, confirm: undefined }).toEqual({ status: 'read', told });
});

describe('a request to confirm a subscription', () => {
  const confirmOf = (SubscribeURL: string, Type = 'SubscriptionConfirmation') => {
    const reading = sns.read(jsonRequest({ Type, SubscribeURL, Token: 't' }), { receivedAt: RECEIVED_AT });
    return reading.status === 'read' ? reading.confirm : 'unreadable';
  };

  test.each([
    'https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:1:t&Token=2336',
    'https://sns.us-gov-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336',
    'https://sns.cn-north-1.amazonaws.com.cn/?Action=ConfirmSubscription&Token=2336',
    'https://sns.eusc-de-east-1.amazonaws.eu/?Action=ConfirmSubscription&Token=2336',
  ])('is one to visit %s', (address) => {
    expect(confirmOf(address)).toBe(address);
  });

  test.each([
    'http://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription',
    'https://sns.us-east-1.amazonaws.com.evil.example/?Action=ConfirmSubscription',
    'https://evil.example/sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription',
    'https://sns.us-east-1.amazonaws.com@evil.example/?Action=ConfirmSubscription',
    'https://user:word@sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription',
    'https://sns.us-east-1.amazonaws.com:8443/?Action=ConfirmSubscription',
    'https://bucket.s3.amazonaws.com/?Action=ConfirmSubscription',
    'https://sns.us-east-1.amazonaws.com/?Action=DeleteTopic',
    'https://sns.us-east-1.amazonaws.com/other?Action=ConfirmSubscription',
    'https://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'no address',
  ])('is never one to visit %s', (address) => {
    expect(confirmOf(address)).toBeUndefined();
  });

  test('is not what a topic says that has left us: its address would subscribe again', () => {
    const address = 'https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336';
    expect(confirmOf(address, 'UnsubscribeConfirmation')).toBeUndefined();
  });
});

test.each([['[]'], ['{}'], ['"STOP"'], ['{"Type":"Notification"}'], ['']])('%s is not what SNS sends', (text) => {
  const request = { ...jsonRequest({}), body: new TextEncoder().encode(text) };
  expect(sns.read(request, { receivedAt: RECEIVED_AT })).toMatchObject({ status: 'unreadable' });
});
