// What does the news of a shop or of a payment system come to: whose it is, which id it has, and how much money it was?
import { emailOf, phoneOf } from '#adapters/webhooks/reading/contacts';
import { idOf, untold } from '#adapters/webhooks/reading/telling';
import { addressedTo } from '#core/heard';
import { CustomerIdSchema } from '#core/ids';
import { codeTyped } from '#core/incentive';
import { MOST_ORDER_CENTS } from '#core/money';
import type { Said } from '#core/response';
import type { Told } from '#core/told';

const NUMBER = /^\d{1,40}$/;

/** The id that a shop gave a thing: its number as it stands, anything else as far as it can go anywhere; undefined without one. */
export function shopIdOf(id: unknown): string | undefined {
  const isNumber = typeof id === 'number' && Number.isInteger(id) && id > 0;
  const written = isNumber ? BigInt(id).toString() : id;
  if (typeof written !== 'string' || written === '') return undefined;
  return NUMBER.test(written) ? written : idOf(written);
}

/** Whom an event names, in whatever fields: the first that can be one is meant. */
export type Named = {
  readonly customerId?: readonly unknown[];
  readonly email?: readonly unknown[];
  readonly phone?: readonly unknown[];
};

/**
 * What was said, as that of whom the event names: by our own id, else by address, else by number. By one of them only: if they
 * were two people's, one order would be two.
 */
export function toldOf(said: Said, { customerId = [], email = [], phone = [] }: Named): Told {
  const id = customerId.map((written) => CustomerIdSchema.safeParse(written)).find(({ success }) => success);
  if (id?.data !== undefined) return { status: 'ofCustomer', response: addressedTo(said, id.data) };
  const contact = [...email.map(emailOf), ...phone.map(phoneOf)].find((one) => one !== undefined);
  return contact === undefined ? untold('nobody', said.kind) : { status: 'ofContact', contact, said };
}

const DECIMAL = /^\s*\d{1,12}(?:\.\d{1,9})?\s*$/;

/** Minor units of an amount in major units, as a number or as text: `199.00`, 39.95; undefined when it is none. */
export function centsIn(value: unknown): number | undefined {
  const amount = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
  return typeof amount === 'number' ? sensible(Math.round(amount * 100)) : undefined;
}

/** Money that can be right: of any other we only know that there was some. */
export function sensible(cents: number): number | undefined {
  return Number.isInteger(cents) && cents >= 0 && cents <= MOST_ORDER_CENTS ? cents : undefined;
}

/** Is this money of the shop's? What does not say is taken for it, and all of it where the shop's is not known. */
export function isShopsMoney(currency: unknown, shops: string | undefined): boolean {
  return shops === undefined || typeof currency !== 'string' || currency.toUpperCase() === shops;
}

/** A code in a response has so many characters at most. */
const LONGEST_CODE = 40;

/** The code of an order, which may have several: one that can be ours before any other. */
export function codeAmong(codes: readonly unknown[]): { readonly code?: string } {
  const written = codes.filter((code) => typeof code === 'string').map((code) => code.trim());
  const fit = written.filter((code) => code !== '' && code.length <= LONGEST_CODE);
  const code = fit.find((one) => codeTyped(one) !== undefined) ?? fit[0];
  return code === undefined ? {} : { code };
}
