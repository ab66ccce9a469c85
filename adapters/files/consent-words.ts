// What does a row of customers say about being written to? A no is understood first, and what is unclear is no yes.
import type { Cells } from '#adapters/files/preset';
import type { Profile } from '#core/history';

export type SaidOn = {
  readonly consent?: boolean;
  readonly suppression?: 'hard bounce' | 'complaint';
  /** Columns whose word is neither yes nor no. */
  readonly unclear: readonly string[];
};

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'true', '1'].map((word) => [word, true] as const),
  ...['no', 'false', '0'].map((word) => [word, false] as const),
]);

/** undefined: neither yes nor no. */
export function yesOrNo(written: string): boolean | undefined {
  return WORDS.get(written.trim().toLowerCase());
}

/** What the cells say of one channel. An opt-out stands above a consent: only a plain yes without any no is one. */
export function saidOn(channel: 'email' | 'sms', cells: Cells): SaidOn {
  const consent = cells[`${channel}_consent`];
  const optOuts = cells[`${channel}_opt_out`]?.split('|').map(yesOrNo) ?? [];
  const suppressed = cells[`${channel}_suppressed`]?.toLowerCase();
  const yes = consent === undefined ? undefined : yesOrNo(consent);
  const isNo = yes === false || optOuts.includes(true);
  const isUnclear = optOuts.includes(undefined) || (consent !== undefined && yes === undefined);
  const unclear = [
    ...(consent !== undefined && yes === undefined ? [`${channel}_consent`] : []),
    ...(optOuts.includes(undefined) ? [`${channel}_opt_out`] : []),
    ...(suppressed !== undefined && !isReason(suppressed) ? [`${channel}_suppressed`] : []),
  ];
  return {
    ...(isNo ? { consent: false } : yes === true && !isUnclear ? { consent: true } : {}),
    ...(suppressed !== undefined && isReason(suppressed) ? { suppression: suppressed } : {}),
    unclear,
  };
}

/** The part of a profile that says no: in it, a yes is nothing. */
export function nosIn(cells: Cells): Partial<Profile> {
  const [email, sms] = [saidOn('email', cells), saidOn('sms', cells)];
  return {
    ...(email.consent === false ? { emailConsent: false } : {}),
    ...(sms.consent === false ? { smsConsent: false } : {}),
    ...(email.suppression === undefined ? {} : { emailSuppression: email.suppression }),
    ...(sms.suppression === undefined ? {} : { smsSuppression: sms.suppression }),
  };
}

function isReason(word: string): word is 'hard bounce' | 'complaint' {
  return word === 'hard bounce' || word === 'complaint';
}
