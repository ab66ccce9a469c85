// What does it cost to find out who sent a request? Each scheme's check against the calls of node:crypto that it cannot do
// without, on the same bytes.
import { cpuMilliseconds, inTurns, median, ratioOf } from './in-turns.ts';
import { type Measure, measured, type Row } from './row.ts';
import { MAKERS, type Signed } from './signed-requests.ts';

const MOST_RATIO = 1.25;
const ROUNDS = 31;
/** A turn is some milliseconds, well above what the clock of the processor tells apart. */
const TURN_MS = 8;
/** Before the compiler has seen enough of it, a check is slower than it is in a function that is warm. */
const WARM_TURNS = 5;
const KILOBYTE = 1_024;
/** A status callback or an order, and a batch of events. */
const SIZES = [2, 20];

export const signatures: Measure = {
  name: 'signatures',
  async run() {
    const rows: Row[] = [];
    for (const [name, make] of Object.entries(MAKERS)) {
      for (const size of SIZES) rows.push(await rowOf(`${name}, ${size} KB`, make(size * KILOBYTE)));
    }
    return rows;
  },
};

async function rowOf(what: string, { scheme, request, using, raw }: Signed): Promise<Row> {
  const verdict = await scheme(request, using);
  if (verdict.status === 'refused') throw new Error(`${what}: the bench signs wrongly (${verdict.because})`);
  const check = () => scheme(request, using);
  const times = await callsIn(TURN_MS, raw);
  const timed = (call: () => unknown) => () =>
    cpuMilliseconds(async () => {
      for (let time = 0; time < times; time += 1) {
        const answer = call();
        // Awaiting what is there already would be charged to the schemes that wait for nothing.
        if (answer instanceof Promise) await answer;
      }
    });
  for (let turn = 0; turn < WARM_TURNS; turn += 1) await timed(check)();
  const turns = await inTurns(ROUNDS, { check: timed(check), raw: timed(raw) });
  const microseconds = (all: readonly number[]) => ((median(all) / times) * 1_000).toFixed(1);
  return measured(`signature of ${what} ÷ its calls of node:crypto`, ratioOf(turns.check, turns.raw), '×', {
    budget: { atMost: MOST_RATIO },
    note: `${microseconds(turns.check)} against ${microseconds(turns.raw)} µs`,
  });
}

/** How many calls fill a turn, once they are warm. */
async function callsIn(milliseconds: number, call: () => unknown): Promise<number> {
  const WARMING = 5_000;
  const warm = async () => {
    for (let time = 0; time < WARMING; time += 1) call();
  };
  await warm();
  return Math.ceil((milliseconds * WARMING) / (await cpuMilliseconds(warm)));
}
