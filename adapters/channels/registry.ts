// Which sender serves which channel? The type keeps the list complete: a new channel does not compile without its sender.
import { createEmailSender, type EmailSettings } from '#adapters/channels/email';
import { createSmsSender, noSmsSender, type SmsSettings } from '#adapters/channels/sms';
import type { Senders } from '#core/ports';

/** A stage may have no SMS; email it always has. */
export type SendersSettings = { readonly email: EmailSettings; readonly sms?: SmsSettings };

/** One sender for every channel. Without settings a channel refuses. */
export function createSenders({ email, sms }: SendersSettings): Senders {
  return { email: createEmailSender(email), sms: sms === undefined ? noSmsSender : createSmsSender(sms) };
}
