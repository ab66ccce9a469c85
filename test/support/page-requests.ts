// Asks the page of a local world, byte for byte as the test says.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

type Asking = { readonly headers?: Record<string, string>; readonly body?: string };
type Answered = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: string };
export type AskPage = (method: string, path: string, asking?: Asking) => Promise<Answered>;

/** Sends exactly this path: fetch would tidy it up first. */
export async function askPageAt(
  port: number,
  method: string,
  path: string,
  { headers = {}, body }: Asking = {},
): Promise<Answered> {
  const sent = request({ host: '127.0.0.1', port, method, path, headers });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: text };
}
