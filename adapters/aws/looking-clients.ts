// Which SDK clients look at an account? Apart from those that work in it: looking must end soon, whatever is wrong there.
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** How an account is looked at: every look ends after five seconds, and nothing may keep the command alive for long after. */
const WHILE_SOMEBODY_LOOKS = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
};

/** Everything that shows an account to somebody who only looks at it. */
export function createLookingClients() {
  return {
    email: new SESv2Client(WHILE_SOMEBODY_LOOKS),
    sms: new PinpointSMSVoiceV2Client(WHILE_SOMEBODY_LOOKS),
    quotas: new ServiceQuotasClient(WHILE_SOMEBODY_LOOKS),
    stacks: new CloudFormationClient(WHILE_SOMEBODY_LOOKS),
    schedules: new SchedulerClient(WHILE_SOMEBODY_LOOKS),
    queues: new SQSClient(WHILE_SOMEBODY_LOOKS),
    tables: DynamoDBDocumentClient.from(new DynamoDBClient(WHILE_SOMEBODY_LOOKS)),
  };
}
