// Can this touch be sent: its message is there, complete, and right for every customer?
import { join } from 'node:path';
import { type MessageFacts, type Rendered, renderMessage } from '#core/message';
import { didYouMean, nearest } from '#core/nearest';
import type { Message, PublishedSequence, Touch } from '#core/sequence';
import type { Shop } from '#core/shop';
import { checkLiquid, type LiquidPiece, ownFieldsIn } from '#workflows/check-liquid';
import { checkRendered, type Finding } from '#workflows/check-rendered';
import type { MessageLibrary } from '#workflows/message-library';
import { type MessageSource, type Piece, problemIn, textOf } from '#workflows/message-source';
import type { Problem } from '#workflows/problems';
import type { ProblemAt } from '#workflows/read-yaml';
import { type Offered, type Samples, sampleFacts } from '#workflows/sample-customers';

/** A touch with what it refers to. `index`: its position in the sequence. `offers`: undefined for those who get none. */
export type TouchCase = {
  readonly touch: Touch;
  readonly index: number;
  readonly offers: readonly [Offered | undefined, ...(Offered | undefined)[]];
  readonly shop: Shop;
  readonly problemAt: ProblemAt;
};

/** The message of a touch, in the channel of the touch only, and where its pieces came from. */
export type Prepared = {
  readonly status: 'prepared';
  readonly message: Message;
  readonly pieces: Pieces;
  readonly samples: Samples;
};
type Broken = { readonly status: 'broken'; readonly problems: readonly Problem[] };
/** A message as one of the samples would get it. */
type Sent = { readonly facts: MessageFacts; readonly message: Rendered };
type Pieces = Partial<Record<'subject' | 'preview' | 'mjml' | 'text' | 'sms', Piece>>;

/** Reads, checks and compiles the message of a touch. */
export async function prepareMessage(touchCase: TouchCase, library: MessageLibrary): Promise<Prepared | Broken> {
  const { touch, shop, offers } = touchCase;
  const source = await library.read(touch.message);
  if (source === undefined) return broken(unknownMessage(touchCase, library.folder, await library.names()));
  const pieces = touch.channel === 'sms' ? source.sms && { sms: source.sms } : source.email;
  if (pieces === undefined) return broken(missingFile(touchCase, source, library.folder));
  const ownProblems = touch.channel === 'email' ? source.emailProblems : [];
  if (ownProblems.length > 0) return broken(...ownProblems);

  const liquid = liquidPieces(pieces);
  const fields = liquid.flatMap(({ piece }) => ownFieldsIn(piece));
  const samples = sampleFacts(shop, offers, fields);
  const problems = liquid.flatMap((piece) => checkLiquid(piece, samples));
  if (problems.length > 0) return broken(...problems);
  if (!('mjml' in pieces)) return { status: 'prepared', message: { sms: textOf(pieces.sms) }, pieces, samples };
  const compiled = await library.compile(touch.message, pieces.mjml);
  if (compiled.status === 'broken') return compiled;
  const [subject, preview, text] = [textOf(pieces.subject), textOf(pieces.preview), textOf(pieces.text)];
  return { status: 'prepared', message: { email: { subject, preview, html: compiled.html, text } }, pieces, samples };
}

/** What stands against sending the message as core's renderer fills it in for the samples, told at its source. */
export function checkAsSent(
  touchCase: TouchCase,
  { pieces, samples }: Prepared,
  published: PublishedSequence,
): readonly Problem[] {
  const sent: Sent[] = [];
  const findings = samples.flatMap((facts): readonly Finding[] => {
    const answer = renderMessage(published, touchCase.touch, facts);
    if (answer.status === 'rendered') {
      sent.push({ facts, message: answer.message });
      return checkRendered(answer.message, facts);
    }
    return [{ in: 'mjml', problem: answer.problem, fix: 'let each Liquid tag end in the element that it began in' }];
  });
  // Samples differ in the numbers of a problem, not in what to do: each is told once.
  const once = new Map(findings.toReversed().map((finding) => [`${finding.in}: ${finding.fix}`, finding]));
  const found = [...once.values()].map((finding) => {
    const piece = pieces[finding.in]?.slice(0, 1) ?? [];
    return problemIn(piece, 0, finding.problem, finding.fix);
  });
  return [...found, ...unsaidOffers(touchCase, sent)];
}

/** A code that no customer reads is promised all the same, and taken from the budget. */
function unsaidOffers({ touch, index, offers, problemAt }: TouchCase, sent: readonly Sent[]): readonly Problem[] {
  const said = new Set(sent.flatMap((one) => (saysCode(one) ? one.facts.incentive?.offer.incentive : [])));
  const unsaid = offers.find((offered) => offered !== undefined && !said.has(offered.name));
  if (unsaid === undefined || sent.length === 0) return [];
  const { incentive } = touch;
  const [tier] =
    Object.entries(typeof incentive === 'object' ? incentive : {}).find((one) => one[1] === unsaid.name) ?? [];
  const path = ['touches', index, 'incentive', ...(tier === undefined ? [] : [tier])];
  const code = offers.includes(undefined)
    ? '{% if incentive %}{{ incentive.code }}{% endif %}'
    : '{{ incentive.code }}';
  const problem = `the message "${touch.message}" never says the code of the incentive, so nobody would see the offer`;
  return [problemAt(path, 'value', problem, `write ${code} into it, or remove ${tier ?? 'incentive'}:`)];
}

function saysCode({ facts: { incentive }, message }: Sent): boolean {
  if (incentive === undefined) return false;
  const bodies = message.channel === 'email' ? [message.html, message.text] : [message.text];
  return bodies.some((body) => body.includes(incentive.offer.code));
}

function liquidPieces({ subject, preview, mjml, text, sms }: Pieces): readonly LiquidPiece[] {
  const words = { preview: '' };
  return [
    ...(preview === undefined ? [] : [{ piece: preview, kind: 'text' } as const]),
    ...[subject, text].flatMap((piece) =>
      piece === undefined ? [] : [{ piece, kind: 'text', extra: words } as const],
    ),
    ...(mjml === undefined ? [] : [{ piece: mjml, kind: 'html', extra: words } as const]),
    ...(sms === undefined ? [] : [{ piece: sms, kind: 'text' } as const]),
  ];
}

function unknownMessage({ touch, index, problemAt }: TouchCase, folder: string, names: readonly string[]): Problem {
  const meant = nearest(touch.message, names);
  const fix =
    meant === undefined
      ? `make the folder ${join(folder, touch.message)}, or use one of ${names.join(', ')}`
      : `write: message: ${meant}`;
  const problem = `there is no message "${touch.message}"${didYouMean(touch.message, names)}`;
  return problemAt(['touches', index, 'message'], 'value', problem, fix);
}

function missingFile({ touch, index, problemAt }: TouchCase, { found }: MessageSource, folder: string): Problem {
  const needed = touch.channel === 'sms' ? ['sms.txt'] : ['email.mjml', 'email.txt'];
  const missing = needed.filter((file) => !found.includes(file));
  const problem = `the message "${touch.message}" has no ${missing.join(' and no ')}, which a touch by ${touch.channel} needs`;
  const slip = missing
    .map((file) =>
      nearest(
        file,
        found.filter((name) => !needed.includes(name)),
      ),
    )
    .find(Boolean);
  const path = join(folder, touch.message);
  const fix =
    slip === undefined
      ? `write ${missing.map((file) => join(path, file)).join(' and ')}`
      : `rename ${join(path, slip)}`;
  return problemAt(['touches', index, 'message'], 'value', problem, fix);
}

function broken(...problems: readonly Problem[]): Broken {
  return { status: 'broken', problems };
}
