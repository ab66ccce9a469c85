// The environment of a deployed function, with everything that any door needs.
import type { Variables } from '../../functions/runtime/env.ts';

/** What the stack sets. */
export const ENV: Required<
  Variables<'plan'> &
    Variables<'scan'> &
    Variables<'enroll'> &
    Variables<'touch'> &
    Variables<'report'> &
    Variables<'fit'> &
    Variables<'gather'> &
    Variables<'receive'> &
    Variables<'respond'> &
    Variables<'import'> &
    Variables<'webhook'> &
    Variables<'track'> &
    Variables<'preferences'> &
    Variables<'unsubscribe'>
> = {
  CUSTOMERS_TABLE: 'the-customers',
  ENROLLMENTS_TABLE: 'the-enrollments',
  JOURNAL_TABLE: 'the-journal',
  SEQUENCES_TABLE: 'the-sequences',
  INCENTIVES_TABLE: 'the-incentives',
  FIGURES_TABLE: 'the-figures',
  CONTACTS_TABLE: 'the-contacts',
  CONSENTS_TABLE: 'the-consents',
  RECEIPTS_TABLE: 'the-receipts',
  REPUTATION_TABLE: 'the-reputation',
  MODELS_TABLE: 'the-models',
  INTAKE_TABLE: 'the-intake',
  STATE_MACHINE_ARN: 'arn:aws:states:us-east-1:123456789012:stateMachine:winback-journey',
  SCAN_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/winback-scan',
  ENROLL_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/winback-enroll',
  SEGMENTS: '16',
  IMPORTS_BUCKET: 'the-uploads',
  IMPORTS_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/winback-imports',
  CURRENCY: 'USD',
  ACTIVITIES: 'store-visit,tasting',
  TIME_SCALE: '1',
  TIME_ZONE: 'America/New_York',
  LOCALE: 'en-US',
  EMAIL_CONFIGURATION_SET: 'winback',
  SMS_CONFIGURATION_SET: 'winback-sms',
  SMS_ORIGINATION_IDENTITY: 'pool-0123456789abcdef',
  LINKS_BASE_URL: 'https://links.shop.example',
  LINKS_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:Links-a1b2c3',
  RESPONSES_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/winback-responses',
  CONTACTS_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:Contacts-a7b8c9',
  WEBHOOKS_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:Webhooks-d0e1f2',
  PUBLIC_URL: 'https://links.shop.example',
  SNS_TOPICS: 'arn:aws:sns:us-east-1:123456789012:winback-inbound',
  TOPICS: '{"offers":"Offers and discounts"}',
  RESPONSES_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:Responses-d4e5f6',
  SHOP_NAME: 'Ada & Sons',
};
