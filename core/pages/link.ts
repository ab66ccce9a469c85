// What does a link in a message stand for? One person, by one enrollment, on the channel that brought the message.
import type { Channel } from '#core/channel';
import type { EnrollmentKey, Links } from '#core/ports';

export type Linked = EnrollmentKey & { readonly channel: Channel };

/** `invalid`: not a token of ours, or one made with a secret that is no longer among those given. */
export type LinkReading = { readonly status: 'valid'; readonly about: Linked } | { readonly status: 'invalid' };

/** Every way that a message offers its reader. */
export function urlsOf(
  links: Links,
  about: Linked,
): { readonly unsubscribeUrl: string; readonly preferencesUrl: string; readonly surveyUrl: string } {
  return {
    unsubscribeUrl: links.unsubscribe(about),
    preferencesUrl: links.preferences(about),
    surveyUrl: links.survey(about),
  };
}
