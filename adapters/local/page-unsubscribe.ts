// The page behind the unsubscribe link of every message, and the one-click request that mailbox providers send to it.
import type { IncomingMessage } from 'node:http';
import { type Answer, escaped, html, problem } from '#adapters/local/page-answer';
import { bodyOf } from '#adapters/local/page-request';
import type { PageWorld, UnsubscribeLinks } from '#adapters/local/page-world';
import { CHANNEL_NEEDS } from '#core/channel';

const FORM_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

/** Asks, and changes nothing: programs that look at links before people do must not opt anybody out. */
export function unsubscribePage(world: PageWorld, links: UnsubscribeLinks, token: string): Answer {
  const link = links.read(token);
  if (link.status === 'invalid') return invalidLink();
  const channel = CHANNEL_NEEDS[link.about.channel].called;
  const shop = escaped(world.state().shop.name);
  return page(
    `Stop ${channel} from ${shop}?`,
    `<p>You will get no more ${channel} messages from ${shop}. Nothing else changes.</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>Unsubscribe</button></form>`,
  );
}

/**
 * The one-click request of RFC 8058 §3.2: a form, either encoding, that says List-Unsubscribe=One-Click. No cookie, no
 * login, no redirect; 200 when it is done, however often it comes.
 */
export async function unsubscribeOnce(world: PageWorld, token: string, request: IncomingMessage): Promise<Answer> {
  const type = request.headers['content-type'] ?? '';
  if (!FORM_TYPES.test(type))
    return problem(415, 'send a form: application/x-www-form-urlencoded or multipart/form-data');
  const body = await bodyOf(request);
  if (body.status === 'refused') return body.answer;
  if ((await fieldOf(body.bytes, type, 'List-Unsubscribe')) !== 'One-Click') {
    return problem(400, 'the form must say List-Unsubscribe=One-Click (RFC 8058)');
  }
  const { status } = await world.unsubscribe(token);
  if (status === 'invalid') return invalidLink();
  return page('Done', '<p>You are unsubscribed. You may close this page.</p>');
}

async function fieldOf(bytes: Uint8Array, type: string, name: string): Promise<unknown> {
  try {
    const form = await new Response(Buffer.from(bytes), { headers: { 'content-type': type } }).formData();
    return form.get(name);
  } catch {
    // A form that cannot be read has no fields.
    return undefined;
  }
}

function invalidLink(): Answer {
  return page(
    'This link is not valid',
    '<p>It may have been cut off. Open the message again and use its link as a whole.</p>',
    404,
  );
}

function page(title: string, body: string, status = 200): Answer {
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
${body}
</main>
</html>
`,
    status,
  );
}
