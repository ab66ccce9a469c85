// Somebody asks something of a link: is it one of ours, and asked in a way that we answer?
import type { Linked, LinkReading } from '#core/pages/link';
import type { Asked, Page } from '#core/pages/page';
import { invalidLinkPage, methodPage } from '#core/pages/shared';
import type { Services } from '#core/ports';

/** What every page behind a link needs. `shop` is its name. */
export type LinkServices = Pick<Services, 'clock' | 'responses'> & {
  readonly shop: string;
  /** What the token of a link is about. */
  read(token: string): Promise<LinkReading>;
};

/** Answers of whom a link is, or the page that turns the request away. Looking (GET and HEAD) must never change anything (CMP-14). */
export async function readLink(
  { shop, read }: LinkServices,
  asked: Asked,
): Promise<
  | { readonly status: 'turnedAway'; readonly page: Page }
  | { readonly status: 'known'; readonly about: Linked; readonly says: boolean }
> {
  const { method, token } = asked;
  if (!['GET', 'HEAD', 'POST'].includes(method)) return { status: 'turnedAway', page: methodPage(asked, shop) };
  const link = await read(token);
  if (link.status === 'invalid') return { status: 'turnedAway', page: invalidLinkPage(asked, shop) };
  return { status: 'known', about: link.about, says: method === 'POST' };
}
