// What did a customer do, by a row of orders or of activities?
import type { Amount } from '#adapters/files/amounts';
import type { Dates } from '#adapters/files/dates';
import type { Cells } from '#adapters/files/preset';
import { ActivityKindSchema } from '#core/activity';
import type { PastActivity } from '#core/history';
import { CustomerIdSchema } from '#core/ids';

export type ActivityFacts = {
  readonly dates: Dates;
  readonly amountOf: (written: string) => Amount;
  /** The shop's. */
  readonly currency: string;
};

/** `ref`: the order's id in its file. */
export type ActivityRow =
  | { readonly status: 'activity'; readonly activity: PastActivity; readonly ref?: string }
  | { readonly status: 'passed'; readonly because: string }
  | { readonly status: 'bad'; readonly reason: string };

/** An order: `customer_id`, `ordered_on`, `amount`, and where the file has them `order_id`, `currency` and `refunded`. */
export function orderRow(cells: Cells, facts: ActivityFacts): ActivityRow {
  const { currency, order_id: ref } = cells;
  if (currency !== undefined && currency.toUpperCase() !== facts.currency)
    return { status: 'passed', because: `an order in another currency than ${facts.currency}` };
  const row = activity('order', cells, 'ordered_on', facts);
  if (row.status !== 'activity') return row;
  const paidBack = refundedIn(cells, facts);
  if (typeof paidBack === 'string') return { status: 'bad', reason: `refunded: ${paidBack}` };
  const { cents } = row.activity;
  if (paidBack > 0 && paidBack >= cents) return { status: 'passed', because: 'a refunded order' };
  const kept = paidBack === 0 ? row.activity : { ...row.activity, cents: cents - paidBack };
  return { status: 'activity', activity: kept, ...(ref === undefined ? {} : { ref }) };
}

/** How much of an order was paid back, in cents; a text says why nobody can tell. Some write it with a minus. */
function refundedIn({ refunded }: Cells, { amountOf }: ActivityFacts): number | string {
  if (refunded === undefined) return 0;
  const amount = amountOf(refunded.replace(/^-/, ''));
  return 'cents' in amount ? amount.cents : amount.reason;
}

/** An activity: `customer_id`, `kind`, `happened_on`, and `amount` where money changed hands. */
export function activityRow(cells: Cells, facts: ActivityFacts): ActivityRow {
  const kind = ActivityKindSchema.safeParse(cells.kind);
  if (kind.success) return activity(kind.data, { amount: '0', ...cells }, 'happened_on', facts);
  if (cells.kind === undefined) return { status: 'bad', reason: 'kind is missing' };
  return { status: 'bad', reason: `kind: ${kind.error.issues.map(({ message }) => message).join('; ')}` };
}

function activity(kind: string, cells: Cells, dayColumn: string, { dates, amountOf }: ActivityFacts): ActivityRow {
  const id = CustomerIdSchema.safeParse(cells.customer_id);
  const written = cells[dayColumn];
  const day = written === undefined ? undefined : dates.dayOf(written);
  const amount: Amount = cells.amount === undefined ? { reason: 'missing' } : amountOf(cells.amount);
  if (id.success && day !== undefined && 'cents' in amount)
    return { status: 'activity', activity: { customerId: id.data, kind, day, cents: amount.cents } };
  const issues = [
    ...(cells.customer_id === undefined ? ['customer_id is missing'] : []),
    ...(id.success || cells.customer_id === undefined
      ? []
      : id.error.issues.map(({ message }) => `customer_id: ${message}`)),
    ...(written === undefined ? [`${dayColumn} is missing`] : []),
    ...(written === undefined || day !== undefined ? [] : [`${dayColumn}: ${dates.complaint(written)}`]),
    ...(cells.amount === undefined ? ['amount is missing'] : []),
    ...(cells.amount === undefined || 'cents' in amount ? [] : [`amount: ${amount.reason}`]),
  ];
  return { status: 'bad', reason: issues.join('; ') };
}
