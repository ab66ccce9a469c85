// The JSON that the page reads, and what its buttons do.
import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { type Answer, json, problem } from '#adapters/local/page-answer';
import { bodyOf } from '#adapters/local/page-request';
import { ActSchema, type PageWorld } from '#adapters/local/page-world';
import { MessageIdSchema, type Postbox } from '#adapters/local/postbox';
import { ChannelSchema } from '#core/channel';
import { CustomerIdSchema } from '#core/ids';

const MOST_MESSAGES = 100;
/** A thousand years a second: faster than any machine plays, and still a number that dates survive. */
const MOST_SPEED = 1_000_000;

const PageRequestSchema = z.strictObject({
  channel: ChannelSchema,
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_MESSAGES).default(30),
});
const PacingSchema = z.strictObject({
  paused: z.boolean().optional(),
  speed: z.number().positive().max(MOST_SPEED).optional(),
});

/** One page of a channel's messages, newest first. */
export async function messagesAnswer(postbox: Postbox, query: URLSearchParams): Promise<Answer> {
  const asked = PageRequestSchema.safeParse(Object.fromEntries(query));
  if (!asked.success) return badRequest(asked.error);
  const { channel, before, limit } = asked.data;
  return json(await postbox.page({ channel, limit, ...(before === undefined ? {} : { before }) }));
}

/** A message with its words; the HTML is served on its own, in a sandbox. */
export async function messageAnswer(postbox: Postbox, id: string): Promise<Answer> {
  const messageId = MessageIdSchema.safeParse(id);
  const message = messageId.success ? await postbox.get(messageId.data) : undefined;
  if (message === undefined) return problem(404, 'there is no such message; choose one in the inbox');
  const { html, ...rest } = message;
  return json({ ...rest, hasHtml: html !== undefined });
}

export async function customerAnswer(world: PageWorld, id: string): Promise<Answer> {
  const customerId = CustomerIdSchema.safeParse(id);
  const story = customerId.success ? await world.customer(customerId.data) : undefined;
  return story === undefined ? problem(404, 'there is no customer with this id in the store') : json(story);
}

/** Lets the customer of a message do something; words of a reply are kept beside the message. */
export async function actAnswer(world: PageWorld, postbox: Postbox, request: IncomingMessage): Promise<Answer> {
  const asked = await parsedBody(request, ActSchema);
  if (asked.status === 'refused') return asked.answer;
  const at = world.state().now;
  const answer = await world.act(asked.data);
  if (asked.data.act === 'reply' && answer.status === 'done') {
    await postbox.keepReply(asked.data.messageId, { at, words: asked.data.words });
  }
  return json(answer);
}

/** Pauses, goes on, or changes the speed. */
export async function pacingAnswer(world: PageWorld, request: IncomingMessage): Promise<Answer> {
  const asked = await parsedBody(request, PacingSchema);
  if (asked.status === 'refused') return asked.answer;
  const { paused, speed } = asked.data;
  if (speed !== undefined) world.setSpeed(speed);
  if (paused === true) world.pause();
  if (paused === false) world.resume();
  return json({ status: 'done' });
}

type Parsed<T> =
  | { readonly status: 'parsed'; readonly data: T }
  | { readonly status: 'refused'; readonly answer: Answer };

/** JSON only: a form of another website can send text, but never with this content type without being asked first. */
async function parsedBody<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<Parsed<T>> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return { status: 'refused', answer: problem(415, 'send JSON, with content-type application/json') };
  }
  const body = await bodyOf(request);
  if (body.status === 'refused') return body;
  const asked = schema.safeParse(jsonOf(body.bytes));
  return asked.success
    ? { status: 'parsed', data: asked.data }
    : { status: 'refused', answer: badRequest(asked.error) };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    // What is no JSON fits no schema, and the answer says so.
    return undefined;
  }
}

function badRequest(error: z.ZodError): Answer {
  const words = error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  return problem(400, words.join('; '));
}
