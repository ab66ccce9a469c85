// What does a request of a provider tell, one thing at a time?
import type { Contact } from '#core/contact';
import type { Response, Said } from '#core/response';

/** `bot`: a machine did it. `notAnAnswer`: nothing that a customer or their mailbox did. `nobody`: it names no one. */
export type UntoldBecause = 'unknownKind' | 'notAnAnswer' | 'bot' | 'nobody' | 'unreadable';

/**
 * One thing that a request tells. `ofCustomer`: it carries our own ids, and perhaps the contact that the message went to, which
 * need not be the customer's any more. `ofContact`: it names an address or a number, which
 * goes no further than the door. `nothing`: counted and kept by its kind, never an error to the provider.
 */
export type Told =
  | { readonly status: 'ofCustomer'; readonly response: Response; readonly contact?: Contact }
  | { readonly status: 'ofContact'; readonly contact: Contact; readonly said: Said }
  | { readonly status: 'nothing'; readonly because: UntoldBecause; readonly kind: string };
