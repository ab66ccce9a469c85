// How many webhooks does the door take, how fast, and is anything lost when its process is killed in the middle of it?
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { type Measure, measured, type Row } from './row.ts';
import { openWebhookCloud, type WebhookCloud } from './webhook-cloud.ts';

const DOOR = fileURLToPath(new URL('./webhook-door.ts', import.meta.url));
const SECRET = 'shpss_0123456789abcdef';
const CONNECTIONS = 20;
const ORDERS = 4_000;
/** The first ones compile the code. */
const WARM_UP = 500;
/** Killed when so many were answered, in the midst of as many more. */
const KILLED_AFTER = 300;
const SHOP = 'shopify';

export const webhookLoad: Measure = {
  name: 'webhook-load',
  async run() {
    const cloud = await openWebhookCloud({ [SHOP]: SECRET });
    try {
      return [...(await loaded(cloud)), await killed(cloud)];
    } finally {
      await cloud.close();
    }
  },
};

async function loaded(cloud: WebhookCloud): Promise<Row[]> {
  const door = await openDoor(cloud);
  try {
    await post(door.url, range(0, WARM_UP));
    const { answered, result } = await post(door.url, range(WARM_UP, WARM_UP + ORDERS));
    if (answered.size !== ORDERS) throw new Error(`${ORDERS - answered.size} webhooks were not answered with 2xx`);
    const note = `${ORDERS} signed orders over ${CONNECTIONS} connections; the door, SQS's and DynamoDB's stand-ins share this machine`;
    return [
      measured('webhooks taken in', result.requests.average, 'a second', { note }),
      measured('a webhook, from request to answer, half of them', result.latency.p50, 'ms'),
      measured('a webhook, from request to answer, 99 of 100', result.latency.p99, 'ms'),
    ];
  } finally {
    door.process.kill('SIGKILL');
  }
}

async function killed(cloud: WebhookCloud): Promise<Row> {
  const orders = range(100_000, 100_000 + 2 * KILLED_AFTER);
  const first = await openDoor(cloud);
  const before = await post(first.url, orders, (answers) => {
    if (answers === KILLED_AFTER) first.process.kill('SIGKILL');
  });
  const second = await openDoor(cloud);
  // Providers send again what was not answered with 2xx.
  const again = await post(
    second.url,
    orders.filter((order) => !before.answered.has(order)),
  );
  second.process.kill('SIGKILL');
  const queued = new Set(cloud.queue.map((body) => JSON.parse(body).said?.responseId ?? JSON.parse(body).responseId));
  const answered = [...before.answered, ...again.answered];
  const lost = answered.filter((order) => !queued.has(responseIdOf(order))).length;
  const note = `killed after ${before.answered.size} of ${orders.length} answers; ${again.answered.size} were sent again to the next process`;
  if (answered.length < orders.length) throw new Error('some webhooks were never answered with 2xx');
  return measured('webhooks lost by a process that was killed', lost, 'of 600', { budget: { atMost: 0 }, note });
}

type Posted = { readonly answered: ReadonlySet<number>; readonly result: autocannon.Result };

/** Posts each order once; answers which of them were taken. */
async function post(
  url: string,
  orders: readonly number[],
  onAnswer: (answers: number) => void = () => {},
): Promise<Posted> {
  const waiting = [...orders];
  const answered = new Set<number>();
  const result = await autocannon({
    url: `${url}/webhooks/${SHOP}`,
    method: 'POST',
    connections: Math.min(CONNECTIONS, orders.length),
    amount: orders.length,
    bailout: 1,
    requests: [
      {
        setupRequest(request, context) {
          const order = waiting.shift() ?? orders[0] ?? 0;
          Object.assign(context, { order });
          return { ...request, ...signed(order) };
        },
        onResponse(status, _body, context) {
          if (status < 200 || status > 299) return;
          answered.add((context as { order: number }).order);
          onAnswer(answered.size);
        },
      },
    ],
  });
  return { answered, result };
}

function signed(order: number) {
  const body = JSON.stringify({
    id: order,
    email: `buyer${order}@customer.example`,
    created_at: new Date().toISOString(),
    total_price: '42.00',
    currency: 'USD',
    discount_codes: [],
    test: false,
  });
  const hmac = createHmac('sha256', SECRET).update(body).digest('base64');
  const topic = { 'x-shopify-topic': 'orders/create', 'x-shopify-webhook-id': `webhook-${order}` };
  return { body, headers: { 'content-type': 'application/json', 'x-shopify-hmac-sha256': hmac, ...topic } };
}

/** As the door calls the order (adapters/webhooks/providers/shopify.ts). */
function responseIdOf(order: number): string {
  return `shopify-order-${order}`;
}

async function openDoor({ env }: WebhookCloud): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const child = fork(DOOR, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { url: `http://127.0.0.1:${port}`, process: child };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
