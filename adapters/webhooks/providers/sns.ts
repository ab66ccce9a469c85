// What does Amazon SNS bring? Records of SES and of the SMS service, and words that people write to a number of ours.
// Document: SNS developer guide, parsing Amazon SNS message formats; fanout to HTTPS endpoints.
import * as z from 'zod';
import { awsSchemaFor, unwrapped } from '#adapters/webhooks/aws/aws-record';
import type { Provider, Reading } from '#adapters/webhooks/provider';
import { jsonIn } from '#adapters/webhooks/reading/body';
import { instantOr, msOfText } from '#adapters/webhooks/reading/instants';
import { untold } from '#adapters/webhooks/reading/telling';
import { createSnsScheme } from '#adapters/webhooks/signatures/sns';
import type { Instant } from '#core/time';

const HandshakeSchema = z.object({
  Type: z.enum(['SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  SubscribeURL: z.string(),
});
/** Every region of the three partitions that have SNS over HTTPS. */
const SNS_HOST = /^sns\.[a-z]{2,4}(?:-[a-z]{2,12}){1,3}-\d{1,2}\.amazonaws\.(?:com|com\.cn|eu)$/;

export const sns: Provider = {
  called: 'Amazon SNS',
  scheme: createSnsScheme(),
  read({ body }, { receivedAt }) {
    const value = jsonIn(body);
    const { data: handshake } = HandshakeSchema.safeParse(value);
    if (handshake !== undefined) return handshakeOf(handshake);
    const { record, publishedAt } = unwrapped(value) ?? { record: value, publishedAt: receivedAt };
    return readingOf(record, believed(publishedAt, receivedAt), value === record);
  },
};

function believed(publishedAt: Instant, receivedAt: Instant): Instant {
  return instantOr(receivedAt, msOfText(publishedAt));
}

/** `isBare`: nothing around it says that SNS sent it. */
function readingOf(record: unknown, publishedAt: Instant, isBare: boolean): Reading {
  const schema = awsSchemaFor(record, publishedAt);
  if (schema === undefined) {
    // SES, and whoever has just set up a topic, write a greeting in plain words.
    if (isBare) return { status: 'unreadable', because: 'neither a message of SNS nor a record' };
    return { status: 'read', told: [untold('unknownKind', 'Notification')] };
  }
  const { data } = schema.safeParse(record);
  return { status: 'read', told: data ?? [untold('unreadable', 'record')] };
}

function handshakeOf({ Type, SubscribeURL }: z.infer<typeof HandshakeSchema>): Reading {
  const told = [untold('notAnAnswer', Type)];
  // To visit the address of an UnsubscribeConfirmation would subscribe again.
  if (Type === 'SubscriptionConfirmation' && isOfSns(SubscribeURL))
    return { status: 'read', told, confirm: SubscribeURL };
  return { status: 'read', told };
}

/** Whoever could make us visit any address could look around inside our network. */
function isOfSns(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return (
    url !== undefined &&
    url.protocol === 'https:' &&
    SNS_HOST.test(url.hostname) &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    url.pathname === '/' &&
    url.searchParams.get('Action') === 'ConfirmSubscription'
  );
}
