// Which SDK clients talk to AWS, and how often may each of them try? Whoever assembles a world makes each of them once.
// One function per client, so that a bundle carries only those that it calls; the tables' is in document-client.ts.
// Endpoints come from the standard AWS_ENDPOINT_URL variables, which the SDK reads itself.
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';

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

/**
 * How services are called while somebody waits at the other end of an HTTP request. API Gateway gives up after 30 s (its
 * quotas); a secret read and a batch offered twice, each with two attempts of at most 3 s, take 18.
 */
const WHILE_SOMEBODY_WAITS = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/** The journeys. */
export function createJourneysClient(): SFNClient {
  return new SFNClient();
}

/** The stack of a stage (CloudFormation): what is deployed under which names. */
export function createStackClient(): CloudFormationClient {
  return new CloudFormationClient();
}

/** The queues. */
export function createQueuesClient(): SQSClient {
  return new SQSClient();
}

/** The bucket of uploads (S3). */
export function createUploadsClient(): S3Client {
  return new S3Client();
}

/** The queue of responses, for functions behind the HTTP API. Answers, or gives up, in time to say so. */
export function createResponsesClient(): SQSClient {
  return new SQSClient(WHILE_SOMEBODY_WAITS);
}

/** The secrets. Answers, or gives up, in time to say so. */
export function createSecretsClient(): SecretsManagerClient {
  return new SecretsManagerClient(WHILE_SOMEBODY_WAITS);
}

/** Email (SES v2). Tries once. */
export function createEmailClient(): SESv2Client {
  return new SESv2Client(SEND_ONCE);
}

/** SMS (End User Messaging). Tries once. */
export function createSmsClient(): PinpointSMSVoiceV2Client {
  return new PinpointSMSVoiceV2Client(SEND_ONCE);
}
