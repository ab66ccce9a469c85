// May a message leave as it reads once it is filled in? The law, the mailboxes and the price have a say.
import { type MessageFacts, type Rendered, renderPiece } from '#core/message';
import { smsLengthOf } from '#core/sms-length';

/** Which file of the message a finding is about. */
export type Finding = {
  readonly in: 'subject' | 'mjml' | 'text' | 'sms';
  readonly problem: string;
  readonly fix: string;
};

/** Gmail cuts off HTML beyond 102 KB, and the unsubscribe link with it; names and codes still need room. */
const MOST_HTML_BYTES = 100_000;
const MOST_SUBJECT_CHARACTERS = 150;
const MOST_SMS_PARTS = 3;
/** CAN-SPAM, 15 U.S.C. 7704(a)(2): a subject must not mislead, as a reply that is none does. */
const FALSE_REPLY = /^\s*(?:re|fwd?)\s*:/i;

/** A link alone is no MJML: what works is the footer that all emails share, and in it the link. */
const PUT_BACK = {
  html: 'put back, before </mj-body>: <mj-include path="../_layout/footer.mjml" />\nand in that file: <a href="{{ unsubscribe_url }}">Unsubscribe</a>',
  text: 'put back, at the end: Unsubscribe: {{ unsubscribe_url }}',
};

/** Everything that stands against sending this message. */
export function checkRendered(message: Rendered, facts: MessageFacts): readonly Finding[] {
  if (message.channel === 'sms') return [...smsLength(message.text), ...smsManners(message.text, facts)];
  return [
    ...subjectFindings(message.subject),
    ...mustCarry('mjml', message.html, 'html', facts),
    ...mustCarry('text', message.text, 'text', facts),
    ...htmlSize(message.html),
  ];
}

function subjectFindings(subject: string): Finding[] {
  const finding = (problem: string, fix: string): Finding => ({ in: 'subject', problem, fix });
  if (subject === '') return [finding('the subject is empty', 'say in a few words what the email is about')];
  if (FALSE_REPLY.test(subject)) {
    return [finding('the subject pretends to be a reply or a forward', 'begin with words of your own')];
  }
  if (subject.length > MOST_SUBJECT_CHARACTERS) {
    const problem = `the subject has ${subject.length} characters; at most ${MOST_SUBJECT_CHARACTERS} are allowed`;
    return [finding(problem, 'about 40 characters show on a phone')];
  }
  return [];
}

/** A link to say no more, and the postal address (CAN-SPAM, 15 U.S.C. 7704(a)(3) and (5)). */
function mustCarry(where: 'mjml' | 'text', body: string, kind: 'html' | 'text', facts: MessageFacts): Finding[] {
  const filled = (source: string) =>
    renderPiece(source, kind, { url: facts.unsubscribeUrl, address: facts.shop.address });
  const link = kind === 'html' ? filled('href="{{ url }}"') : filled('{{ url }}');
  const missing: Finding[] = [];
  if (!body.includes(link)) {
    missing.push({ in: where, problem: 'there is no link to unsubscribe', fix: PUT_BACK[kind] });
  }
  if (!plain(body).includes(plain(filled('{{ address }}')))) {
    missing.push({ in: where, problem: "the shop's postal address is missing", fix: 'add {{ shop.address }}' });
  }
  return missing;
}

function htmlSize(html: string): Finding[] {
  const bytes = Buffer.byteLength(html);
  if (bytes < MOST_HTML_BYTES) return [];
  const problem = `the email is ${Math.ceil(bytes / 1_000)} KB; mailboxes cut it off above ${MOST_HTML_BYTES / 1_000} KB`;
  return [{ in: 'mjml', problem, fix: 'use fewer sections or shorter words' }];
}

function smsLength(text: string): Finding[] {
  const { parts, units, encoding } = smsLengthOf(text);
  if (parts <= MOST_SMS_PARTS) return [];
  const strange = [...new Set(text)].filter((character) => smsLengthOf(character).encoding === 'ucs2').join(' ');
  const because = encoding === 'ucs2' ? `; outside the SMS alphabet, and halving the room: ${strange}` : '';
  const problem = `the SMS has ${parts} parts (${units} characters); at most ${MOST_SMS_PARTS} are allowed${because}`;
  return [{ in: 'sms', problem, fix: 'each part is paid for: say it in 160 characters' }];
}

/**
 * Whom it is from and how to stop it: in the first SMS and from time to time (CTIA, Messaging Principles and Best
 * Practices: opt-out). Ours are weeks apart, and any may be the first that somebody gets: so in each.
 */
function smsManners(text: string, { shop }: MessageFacts): Finding[] {
  const missing: Finding[] = [];
  if (!text.includes(shop.name)) {
    missing.push({
      in: 'sms',
      problem: 'an SMS must name the shop',
      fix: 'begin with {{ shop.name }}:',
    });
  }
  if (!/\bSTOP\b/.test(text)) {
    const problem = 'an SMS must say how to stop it';
    missing.push({ in: 'sms', problem, fix: 'end with "Reply STOP to opt out"' });
  }
  return missing;
}

function plain(text: string): string {
  return text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}
