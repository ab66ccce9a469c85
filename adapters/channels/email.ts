// One email to one customer, by SES v2.
import { type SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { mailboxOf } from '#adapters/channels/mailbox';
import { acceptedAnswer, sendAnswer } from '#adapters/channels/send-answer';
import type { RenderedEmail } from '#core/message';
import type { Outgoing, Sender } from '#core/ports';

// RFC 8058 §3.1 asks for https; the rest is what fits into a header between angle brackets (SES: at most 996 characters).
const HEADER_URL = /^https:\/\/[!-;=?-~]{1,900}$/;

export type EmailSettings = {
  /** A client that tries once: SES knows no idempotency token. */
  readonly client: SESv2Client;
  /** Names where SES publishes what became of the message. */
  readonly configurationSet: string;
};

/** Sends emails. A message without a one-click unsubscribe link never leaves. */
export function createEmailSender({ client, configurationSet }: EmailSettings): Sender {
  return {
    async send(outgoing) {
      const { message, unsubscribeUrl } = outgoing;
      if (message.channel !== 'email') return { status: 'refused', reason: 'NotAnEmail' };
      if (!HEADER_URL.test(unsubscribeUrl)) return { status: 'refused', reason: 'NoHttpsUnsubscribeUrl' };
      const command = new SendEmailCommand(requestOf(outgoing, message, configurationSet));
      try {
        return acceptedAnswer(await client.send(command), 1);
      } catch (fault) {
        return sendAnswer(fault);
      }
    },
  };
}

function requestOf(outgoing: Outgoing, message: RenderedEmail, configurationSet: string): SendEmailCommandInput {
  const { to, unsubscribeUrl, enrollmentId, customerId, touchId } = outgoing;
  return {
    FromEmailAddress: mailboxOf(message.from),
    Destination: { ToAddresses: [to] },
    ...(message.replyTo === undefined ? {} : { ReplyToAddresses: [message.replyTo] }),
    Content: {
      Simple: {
        Subject: utf8(message.subject),
        Body: { Html: utf8(message.html), Text: utf8(message.text) },
        // RFC 2369 §3.2 and RFC 8058 §3.1, to the letter: mailbox providers look for exactly these.
        Headers: [
          { Name: 'List-Unsubscribe', Value: `<${unsubscribeUrl}>` },
          { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
        ],
      },
    },
    // Our ids keep to the characters of a tag (core/ids.ts); SES's events carry them back to us.
    EmailTags: [
      { Name: 'enrollment', Value: enrollmentId },
      { Name: 'touch', Value: touchId },
      { Name: 'customer', Value: customerId },
    ],
    ConfigurationSetName: configurationSet,
  };
}

function utf8(text: string): { Data: string; Charset: string } {
  return { Data: text, Charset: 'UTF-8' };
}
