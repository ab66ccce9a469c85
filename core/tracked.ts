// What does a message of an app tell, and a call that brings some?
import type { Known } from '#core/known';
import type { Told } from '#core/told';

/** Something of somebody, or who somebody is: a `profile` becomes a row like that of an imported file. */
export type Tracked = Told | { readonly status: 'profile'; readonly known: Known };

/** What a call tells. `unreadable`: no call of the API. `tooLarge`: more than it takes. Nothing of it was used in either case. */
export type CallReading =
  | { readonly status: 'read'; readonly messages: readonly Tracked[] }
  | { readonly status: 'unreadable' | 'tooLarge'; readonly because: string };
