// The page behind the unsubscribe link of every message, and the one-click request that mailbox providers send to it.
import { type Answer, escaped, html } from '#adapters/local/page-answer';
import type { PageWorld, UnsubscribeLinks } from '#adapters/local/page-world';
import { askWords, doneWords, invalidLinkWords, type UnsubscribeWords } from '#core/unsubscribe-words';

/** Asks, and changes nothing: programs that look at links before people do must not opt anybody out. */
export function unsubscribePage(world: PageWorld, links: UnsubscribeLinks, token: string): Answer {
  const link = links.read(token);
  return link.status === 'invalid' ? invalidLink(world) : page(askWords(shopOf(world), link.about.channel));
}

/**
 * A POST is obeyed whatever its body says (RFC 8058 §3.2 sends a form), as the deployed page does. No cookie, no login, no
 * redirect; 200 when it is done, however often it comes.
 */
export async function unsubscribeOnce(world: PageWorld, links: UnsubscribeLinks, token: string): Promise<Answer> {
  const link = links.read(token);
  if (link.status === 'invalid') return invalidLink(world);
  const { status } = await world.unsubscribe(token);
  return status === 'invalid' ? invalidLink(world) : page(doneWords(shopOf(world), link.about.channel));
}

function shopOf(world: PageWorld): string {
  return world.state().shop.name;
}

function invalidLink(world: PageWorld): Answer {
  return page(invalidLinkWords(shopOf(world)), 404);
}

function page(words: UnsubscribeWords, status = 200): Answer {
  const [title, text] = [escaped(words.title), escaped(words.text)];
  return html(
    `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/unsubscribe.css">
<main>
<h1>${title}</h1>
<p>${text}</p>
${words.button === undefined ? '' : formOf(words.button)}
</main>
</html>
`,
    status,
  );
}

/** Pressing the button says what a mailbox provider says. */
function formOf(button: string): string {
  return `<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>${escaped(button)}</button></form>`;
}
