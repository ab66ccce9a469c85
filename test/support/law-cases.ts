// Customers, and when the law lets them get an SMS: written by hand from docs/sms-law.md, as a second opinion on the code.
import type { Customer } from '#core/customer';
import { aCustomer } from './builders.ts';

/** Hours in one zone: `sun` and `sat` where they differ from the other days; no hours on a day that is `-`. */
type Open = { readonly zone: string; readonly week: string; readonly sat?: string; readonly sun?: string };
export type LawCase = {
  readonly who: string;
  readonly customer: Customer;
  /** All must be open. */
  readonly open: readonly Open[];
  /** Nothing on the federal holidays. */
  readonly holidays?: true;
};

const [ET, CT, MT, PT] = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'];
const HAWAII = 'Pacific/Honolulu';
const everywhere: LawCase['open'] = [
  // Maine 9-17 and Rhode Island, Kentucky from 10, South Dakota on weekdays only.
  { zone: ET, week: '10-17', sat: '-', sun: '-' },
  { zone: CT, week: '10-20', sat: '-', sun: '-' },
  { zone: MT, week: '09-20', sat: '-', sun: '-' },
  { zone: PT, week: '09-20' },
  { zone: 'America/Phoenix', week: '08-21' },
  { zone: 'America/Anchorage', week: '08-21' },
  { zone: 'America/Adak', week: '08-21' },
  { zone: HAWAII, week: '08-21' },
  { zone: 'America/Puerto_Rico', week: '08-21' },
];

type Given = { readonly phone: string; readonly state?: string; readonly zone?: string };

/** The customer has no time zone of their own unless the case is about one. */
function lawCase(who: string, given: Given, open: LawCase['open'], holidays?: true): LawCase {
  const { phone, state, zone } = given;
  const customer = aCustomer({ phone, timeZone: zone, fields: state === undefined ? {} : { state } });
  return { who, customer, open, ...(holidays === undefined ? {} : { holidays }) };
}

export const LAW_CASES: readonly LawCase[] = [
  lawCase('New York', { phone: '+12125550100' }, [{ zone: ET, week: '08-21' }]),
  lawCase('New Jersey', { phone: '+12015550100' }, [{ zone: ET, week: '08-21' }]),
  lawCase('Miami', { phone: '+13055550100' }, [{ zone: ET, week: '08-20' }]),
  lawCase('the Florida panhandle, where two zones meet', { phone: '+18505550100' }, [
    { zone: ET, week: '08-20' },
    { zone: CT, week: '08-20' },
  ]),
  lawCase('Oklahoma', { phone: '+14055550100' }, [{ zone: CT, week: '08-20' }]),
  lawCase('Baltimore', { phone: '+14105550100' }, [{ zone: ET, week: '08-20' }]),
  lawCase('Hartford', { phone: '+18605550100' }, [{ zone: ET, week: '09-20' }]),
  lawCase('Dallas', { phone: '+12145550100' }, [{ zone: CT, week: '09-21', sun: '12-21' }]),
  lawCase('El Paso', { phone: '+19155550100' }, [{ zone: MT, week: '09-21', sun: '12-21' }]),
  lawCase('Seattle', { phone: '+12065550100' }, [{ zone: PT, week: '08-20' }]),
  lawCase('Jackson, Mississippi', { phone: '+16015550100' }, [{ zone: CT, week: '08-20', sun: '-' }]),
  lawCase('Providence', { phone: '+14015550100' }, [{ zone: ET, week: '09-18', sat: '10-17', sun: '-' }], true),
  lawCase('New Orleans', { phone: '+15045550100' }, [{ zone: CT, week: '08-20', sun: '-' }], true),
  lawCase('Salt Lake City', { phone: '+18015550100' }, [{ zone: MT, week: '08-21', sun: '-' }], true),
  lawCase('Pittsburgh', { phone: '+14125550100' }, [{ zone: ET, week: '08-21', sun: '-' }], true),
  lawCase('Phoenix, which keeps winter time', { phone: '+16025550100' }, [{ zone: 'America/Phoenix', week: '08-21' }]),
  lawCase('Honolulu', { phone: '+18085550100' }, [{ zone: HAWAII, week: '08-21' }]),
  lawCase('a New York number with a Florida address', { phone: '+12125550100', state: 'FL' }, [
    { zone: ET, week: '08-20' },
    { zone: CT, week: '08-20' },
  ]),
  lawCase(
    'a Dallas number whose owner lives in Los Angeles',
    { phone: '+12145550100', zone: PT, state: 'California' },
    [
      { zone: CT, week: '09-21', sun: '12-21' },
      { zone: PT, week: '09-21', sun: '12-21' },
    ],
  ),
  lawCase('a Canadian number with an address in Connecticut', { phone: '+14165550100', state: 'connecticut' }, [
    { zone: ET, week: '09-20' },
  ]),
  lawCase('a British number in an American time zone', { phone: '+447700900123', zone: PT }, [
    { zone: PT, week: '08-21' },
  ]),
  lawCase('a toll-free number', { phone: '+18005550100' }, everywhere, true),
  lawCase('an area code that nobody knows', { phone: '+12115550100', zone: ET }, everywhere, true),
  lawCase('Toronto', { phone: '+14165550100' }, []),
  lawCase('Berlin', { phone: '+4915112345678', zone: 'Europe/Berlin' }, []),
];

/** Federal holidays of 2026 and 2027 that fall on a weekday, or the weekday on which they are kept (opm.gov). */
export const HOLIDAYS: ReadonlySet<string> = new Set([
  ...['2026-01-01', '2026-01-19', '2026-02-16', '2026-05-25', '2026-06-19', '2026-07-03', '2026-09-07', '2026-10-12'],
  ...['2026-11-11', '2026-11-26', '2026-12-25'],
  ...['2027-01-01', '2027-01-18', '2027-02-15', '2027-05-31', '2027-06-18', '2027-07-05', '2027-09-06', '2027-10-11'],
  ...['2027-11-11', '2027-11-25', '2027-12-24', '2027-12-31'],
  // Those that are kept on another day count themselves too.
  ...['2026-07-04', '2027-06-19', '2027-07-04', '2027-12-25'],
]);
