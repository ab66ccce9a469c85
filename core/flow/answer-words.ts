// What a customer texted is answered: a no once, a yes once, a question for help.
import { contactFor } from '#core/contact';
import type { Customer } from '#core/customer';
import { hasNow } from '#core/flow/contact-now';
import { noticeFor } from '#core/notice';
import type { Services } from '#core/ports';
import type { Response } from '#core/response';

type Needs = Pick<Services, 'clock' | 'sequences' | 'consents' | 'contacts' | 'receipts' | 'notices'>;

/**
 * Answers words that a customer texted by a short service text, where one is due. `customer` is the row from
 * before or after the reply. May be called again for the same reply, and before or after its consent record is kept: at
 * most one text leaves, to the number that was heard. One that cannot be sent is given up: the reply has been obeyed, and an answer that comes late is none.
 */
export async function answerWords(services: Needs, response: Response, customer: Customer | undefined): Promise<void> {
  if (response.kind !== 'replied' || response.channel !== 'sms' || response.meaning === 'other') return;
  const contact = customer === undefined ? undefined : contactFor(customer, 'sms');
  const [live] = await services.sequences.live();
  if (customer === undefined || contact === undefined || live === undefined) return;
  if (response.sentFrom !== undefined && !hasNow(services, customer, response.sentFrom)) return;
  const records = await services.consents.ofCustomer(customer.customerId);
  const now = services.clock.now();
  const answer = noticeFor({ reply: response, customer, records, shop: live.shop, now });
  if (answer.status === 'none') return;
  // Under the contact: whoever shares the number gets one text, not one each.
  const id = `notice#${services.contacts.keyOf(contact)}#${answer.once}`;
  const opened = await services.receipts.open({ id, digest: response.responseId, at: now });
  if (opened.status !== 'new') return;
  try {
    await services.notices.send(answer.notice);
  } catch {
    // Whether it left or not, nothing that follows would be better than silence.
  }
}
