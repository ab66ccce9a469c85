// Whose requests do we believe and understand? Every provider and shop, by the name in POST /webhooks/{provider}.
import type { Provider } from '#adapters/webhooks/provider';
import { mailgun } from '#adapters/webhooks/providers/mailgun';
import { messagebird } from '#adapters/webhooks/providers/messagebird';
import { postmark } from '#adapters/webhooks/providers/postmark';
import { resend } from '#adapters/webhooks/providers/resend';
import { sendgrid } from '#adapters/webhooks/providers/sendgrid';
import { shopify } from '#adapters/webhooks/providers/shopify';
import { sns } from '#adapters/webhooks/providers/sns';
import { stripe } from '#adapters/webhooks/providers/stripe';
import { twilio } from '#adapters/webhooks/providers/twilio';
import { vonage } from '#adapters/webhooks/providers/vonage';
import { woocommerce } from '#adapters/webhooks/providers/woocommerce';

/** By name. Ask with Object.hasOwn: a caller chooses the name. */
export const PROVIDERS: Readonly<Record<string, Provider>> = {
  mailgun,
  messagebird,
  postmark,
  resend,
  sendgrid,
  shopify,
  sns,
  stripe,
  twilio,
  vonage,
  woocommerce,
};
