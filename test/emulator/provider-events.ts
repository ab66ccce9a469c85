// What do providers say about messages? The documented shapes of SES, filled in for a message that the run sent.
import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from './emulator.ts';
import type { Sent } from './witness.ts';

function mailOf({ asked, messageId, at, channel }: Sent) {
  if (channel !== 'email') throw new TypeError('SES tells of emails only');
  const tags = Object.entries(asked.EmailTags).map(([name, value]) => [name, [value]]);
  return {
    timestamp: new Date(at).toISOString(),
    messageId,
    source: asked.FromEmailAddress,
    sendingAccountId: ACCOUNT,
    destination: asked.Destination.ToAddresses,
    tags: { 'ses:configuration-set': [asked.ConfigurationSetName], ...Object.fromEntries(tags) },
  };
}

/** The record that SES publishes on a topic when an address does not exist. */
export function bounceOf(sent: Sent) {
  const timestamp = new Date().toISOString();
  const bounce = {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    feedbackId: `bounce-${sent.messageId}`,
    timestamp,
  };
  return { eventType: 'Bounce', mail: mailOf(sent), bounce };
}

/** The record that SES publishes on a topic when somebody calls a message spam. */
export function complaintOf(sent: Sent) {
  const timestamp = new Date().toISOString();
  const complaint = { complaintFeedbackType: 'abuse', feedbackId: `complaint-${sent.messageId}`, timestamp };
  return { eventType: 'Complaint', mail: mailOf(sent), complaint };
}

/** The record that the SMS service publishes on a topic when a number does not exist. */
export function deadNumberOf(sent: Sent) {
  return smsRecordOf(sent, 'TEXT_INVALID');
}

/** The event of EventBridge that a message left. */
export function sentEventOf(sent: Sent) {
  if (sent.channel === 'sms')
    return eventOf('aws.sms-voice', 'Text Message Delivery Status Updated', smsRecordOf(sent, 'TEXT_SENT'));
  return eventOf('aws.ses', 'Email Sent', { eventType: 'Send', mail: mailOf(sent), send: {} });
}

/** The event of EventBridge that a reader followed a link. */
export function clickEventOf(sent: Sent) {
  const click = { timestamp: new Date().toISOString(), link: 'https://shop.example.com/' };
  return eventOf('aws.ses', 'Email Clicked', { eventType: 'Click', mail: mailOf(sent), click });
}

function smsRecordOf({ asked, messageId, channel }: Sent, eventType: string) {
  if (channel !== 'sms') throw new TypeError('the SMS service tells of SMS only');
  return { eventType, eventTimestamp: Date.now(), messageId, totalMessageParts: 1, context: asked.Context };
}

function eventOf(source: string, kind: string, detail: object) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': kind,
    source,
    account: ACCOUNT,
    time: new Date().toISOString(),
    region: REGION,
    resources: [],
    detail,
  };
}
