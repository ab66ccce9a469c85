// Is what a provider's reader answers something that the rest of the house can work with?
import type { Reading } from '#adapters/webhooks/provider';
import { contactOf } from '#core/contact';
import { addressedTo } from '#core/heard';
import { CustomerIdSchema } from '#core/ids';
import { ResponseSchema } from '#core/response';
import type { Told, UntoldBecause } from '#core/told';

const SOMEBODY = CustomerIdSchema.parse('somebody');
const BECAUSES: readonly UntoldBecause[] = ['unknownKind', 'notAnAnswer', 'bot', 'nobody', 'unreadable'];
/** What goes into logs and metrics: a word or two, and never an address or a number. */
const KIND = /^(?!.*\d{7})[A-Za-z][\w. -]{0,59}$/;
/** An id that can go anywhere: printable, and nothing in it that an address needs. */
const RESPONSE_ID = /^[!-?A-~]{1,200}$/;

/** What is wrong with an answer; nothing when all is well. */
export function flawsOf(reading: Reading): readonly string[] {
  if (reading.status === 'unreadable') return reading.because === '' ? ['unreadable, and no reason'] : [];
  const confirm = reading.confirm === undefined || reading.confirm.startsWith('https://sns.');
  return [...(confirm ? [] : ['confirms somewhere else']), ...reading.told.flatMap(flawsIn)];
}

function flawsIn(told: Told): readonly string[] {
  if (told.status === 'nothing') {
    return [
      ...(BECAUSES.includes(told.because) ? [] : [`because ${told.because}`]),
      ...(KIND.test(told.kind) ? [] : [`kind ${told.kind}`]),
    ];
  }
  const response = told.status === 'ofCustomer' ? told.response : addressedTo(told.said, SOMEBODY);
  const parsed = ResponseSchema.safeParse(response);
  const flaws = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (!RESPONSE_ID.test(response.responseId)) flaws.push(`responseId ${response.responseId}`);
  if (told.status === 'ofContact') {
    const { kind, address } = told.contact;
    if (contactOf(kind, address)?.address !== address) flaws.push('a contact that is not as it is compared');
  }
  return flaws;
}
