// Which sender serves which channel? The type keeps the list complete: a new channel does not compile without its sender.
import { createEmailSender, type EmailSettings } from '#adapters/channels/email';
import { createSmsSender, type SmsSettings } from '#adapters/channels/sms';
import type { Senders } from '#core/ports';

export type SendersSettings = { readonly email: EmailSettings; readonly sms: SmsSettings };

/** One sender for every channel. */
export function createSenders({ email, sms }: SendersSettings): Senders {
  return { email: createEmailSender(email), sms: createSmsSender(sms) };
}
