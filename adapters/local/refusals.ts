// Which no does a row of customers say? It is obeyed also when the rest of the row cannot be used.
import type { RejectedCsvRow } from '#adapters/local/csv-rows';
import { CONSENT_SOURCE, YesNoSchema } from '#adapters/local/shop-files';
import type { Profile } from '#core/history';
import { type CustomerId, CustomerIdSchema } from '#core/ids';

/** `refusal`: a profile that says no and nothing else. `lost`: why a no, or what may be one, is not in it. */
export type Refused = { readonly refusal?: Profile; readonly lost?: string };

const CONSENTS = { email_consent: 'emailConsent', sms_consent: 'smsConsent' } as const;
/** A cell of a row whose cells cannot be told apart: it may be the consent, or something else. */
const A_NO = /(?:^|[",;])\s*(?:no?|false|0)\s*(?:$|[",;])/im;

/** What a rejected row of a file with these columns says against being written to. */
export function refusedBy({ cells, text }: RejectedCsvRow, columns: readonly string[]): Refused {
  const consents = Object.entries(CONSENTS).filter(([column]) => columns.includes(column));
  if (consents.length === 0) return {};
  if (cells === undefined) return A_NO.test(text) ? { lost: 'it may say no, and that was not recorded' } : {};
  const nos: { emailConsent?: false; smsConsent?: false } = {};
  const unclear: string[] = [];
  for (const [column, field] of consents) {
    const word = cells[column];
    const said = YesNoSchema.safeParse(word);
    if (said.data === false) nos[field] = false;
    else if (word !== undefined && !said.success) unclear.push(column);
  }
  const customerId = CustomerIdSchema.safeParse(cells.customer_id);
  const saysNo = Object.keys(nos).length > 0;
  if (!customerId.success) {
    return saysNo || unclear.length > 0 ? { lost: 'the no was not recorded, as nobody can tell whose it is' } : {};
  }
  return {
    ...(saysNo ? { refusal: { ...nothing(customerId.data, cells.consent_source), ...nos } } : {}),
    ...(unclear.length > 0 ? { lost: `if ${unclear.join(' or ')} means no, that was not recorded` } : {}),
  };
}

/** The no of a row that another row of the same customer takes the place of; undefined when it says none. */
export function refusalOf({ customerId, consentSource, emailConsent, smsConsent }: Profile): Profile | undefined {
  if (emailConsent !== false && smsConsent !== false) return undefined;
  return {
    ...nothing(customerId, consentSource),
    ...(emailConsent === false ? { emailConsent } : {}),
    ...(smsConsent === false ? { smsConsent } : {}),
  };
}

function nothing(customerId: CustomerId, source: string | undefined): Profile {
  const parsed = CONSENT_SOURCE.safeParse(source);
  return { customerId, consentSource: parsed.success ? parsed.data : CONSENT_SOURCE.parse(undefined), fields: {} };
}
