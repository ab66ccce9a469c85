// The channels we know and what each needs of a customer.
import * as z from 'zod';

export const CHANNELS = ['email', 'sms'] as const;
export const ChannelSchema = z.enum(CHANNELS);
export type Channel = z.infer<typeof ChannelSchema>;

/** What a channel needs: the contact point on the customer row, and what people call it. */
type ChannelNeeds = { readonly contact: 'email' | 'phone'; readonly called: string };

export const CHANNEL_NEEDS: Readonly<Record<Channel, ChannelNeeds>> = {
  email: { contact: 'email', called: 'email' },
  sms: { contact: 'phone', called: 'SMS' },
};
