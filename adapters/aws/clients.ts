// Which SDK clients talk to AWS, and how often may each of them try? Whoever assembles a world makes each of them once.
// One function per client, so that a bundle carries only those that it calls. Endpoints come from the standard
// AWS_ENDPOINT_URL variables, which the SDK reads itself.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Far above what a healthy provider needs, and well inside the time that a function has. */
const CONNECT_MS = 3_000;
const REQUEST_MS = 10_000;

/**
 * How the providers of messages are called. SES and SMS know no idempotency token, so the SDK's own second try after a
 * time-out would send twice: one attempt, whatever AWS_MAX_ATTEMPTS says. Connections are not kept either: one that was
 * cut while the function was frozen fails like a message that may have gone out.
 */
const SEND_ONCE = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: CONNECT_MS,
    requestTimeout: REQUEST_MS,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  },
};

/** The tables. Optional fields that are undefined are left out of the item, as they are in JSON. */
export function createDocumentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });
}

/** The journeys. */
export function createJourneysClient(): SFNClient {
  return new SFNClient();
}

/** The queues. */
export function createQueuesClient(): SQSClient {
  return new SQSClient();
}

/** Email (SES v2). Tries once. */
export function createEmailClient(): SESv2Client {
  return new SESv2Client(SEND_ONCE);
}

/** SMS (End User Messaging). Tries once. */
export function createSmsClient(): PinpointSMSVoiceV2Client {
  return new PinpointSMSVoiceV2Client(SEND_ONCE);
}
