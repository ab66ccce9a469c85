// What do the customers' pages say? Every word of them, in every language that we speak.
import type { AwayReason } from '#core/away';
import type { Channel } from '#core/channel';

/** `shop` is its name, `day` a date in words: `1 July 2026`. */
type OfShop = (shop: string) => string;
type OfDay = (day: string) => string;

export type Words = {
  readonly common: {
    readonly invalid: { readonly title: string; readonly text: OfShop };
    readonly later: { readonly title: string; readonly unsubscribe: string; readonly other: string };
    readonly method: { readonly title: string; readonly text: string };
    /** What came was no form of ours. */
    readonly unclear: string;
    /** Links from one page to another. */
    readonly why: string;
    readonly choose: string;
    readonly ifYouLike: string;
  };
  readonly unsubscribe: {
    readonly ask: Readonly<Record<Channel, { readonly title: OfShop; readonly text: OfShop }>>;
    readonly button: string;
    readonly less: string;
    readonly done: { readonly title: string; readonly text: Readonly<Record<Channel, OfShop>> };
  };
  readonly preferences: {
    readonly title: string;
    readonly text: OfShop;
    readonly channels: {
      readonly legend: string;
      readonly label: Readonly<Record<Channel, string>>;
      /** Where it goes: a masked address, or the last digits of a number. */
      readonly to: Readonly<Record<Channel, (contact: string) => string>>;
      /** What somebody agrees to by ticking: kept as the wording of the consent. */
      readonly terms: Readonly<Record<Channel, OfShop>>;
      readonly bounced: string;
      readonly complained: OfShop;
    };
    readonly topics: { readonly legend: string; readonly text: string };
    readonly pause: {
      readonly legend: string;
      readonly none: string;
      readonly keep: OfDay;
      readonly end: string;
      /** In the order of QUICK_PAUSES. */
      readonly quick: readonly [OfDay, OfDay, OfDay];
      readonly own: string;
      readonly day: string;
      readonly wrongDay: (first: string, last: string) => string;
    };
    readonly save: string;
    readonly stop: { readonly title: string; readonly text: OfShop; readonly button: string };
    readonly slow: string;
    readonly unknown: { readonly title: string; readonly text: OfShop };
    readonly saved: {
      readonly title: string;
      readonly unchanged: string;
      readonly text: string;
      readonly yes: string;
      readonly no: string;
      readonly pause: string;
      readonly until: OfDay;
      readonly change: string;
    };
    readonly stopped: { readonly title: string; readonly text: OfShop };
  };
  readonly survey: {
    readonly title: string;
    readonly text: OfShop;
    readonly answers: Readonly<Record<AwayReason, string>>;
    readonly thanks: { readonly title: string; readonly text: string };
    readonly less: string;
    readonly words: { readonly label: OfShop; readonly text: string; readonly button: string; readonly thanks: string };
  };
};
