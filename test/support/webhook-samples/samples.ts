// Every request of a provider of messages that we have a document for, by provider.
import { MAILGUN } from './mailgun.ts';
import { MESSAGEBIRD } from './messagebird.ts';
import { POSTMARK } from './postmark.ts';
import { RESEND } from './resend.ts';
import type { Sample } from './sample.ts';
import { SENDGRID } from './sendgrid.ts';
import { SNS } from './sns.ts';
import { TWILIO } from './twilio.ts';
import { VONAGE } from './vonage.ts';

export const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  mailgun: MAILGUN,
  messagebird: MESSAGEBIRD,
  postmark: POSTMARK,
  resend: RESEND,
  sendgrid: SENDGRID,
  sns: SNS,
  twilio: TWILIO,
  vonage: VONAGE,
};
