// npm run bench: measures the budgets of the house that exist so far and says which are exceeded.
import { parseArgs } from 'node:util';
import { cost } from './cost.ts';
import { dailyLine } from './daily-line.ts';
import { explorer } from './explorer.ts';
import { firstMessage } from './first-message.ts';
import { importRate } from './import-rate.ts';
import { importTime } from './import-time.ts';
import { monthlyCost } from './monthly-cost.ts';
import { requests } from './requests.ts';
import { type Measure, type MeasureOptions, type Row, tableOf, verdictOf } from './row.ts';
import { scanMemory } from './scan-memory.ts';
import { scanMillion } from './scan-million.ts';
import { scanRate } from './scan-rate.ts';
import { signatures } from './signatures.ts';
import { stopLatency } from './stop-latency.ts';
import { timeMachine } from './time-machine.ts';
import { transitions } from './transitions.ts';
import { webhookLoad } from './webhook-load.ts';

const MEASURES: readonly Measure[] = [
  transitions,
  requests,
  cost,
  monthlyCost,
  scanRate,
  scanMemory,
  scanMillion,
  dailyLine,
  importTime,
  importRate,
  signatures,
  explorer,
  timeMachine,
  stopLatency,
  firstMessage,
  webhookLoad,
];
const BAD_USAGE = 2;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    rows: { type: 'string' },
    store: { type: 'string' },
  },
});
const chosen = MEASURES.filter(({ name, onRequest }) =>
  values.only === undefined ? !onRequest : name === values.only,
);
if (chosen.length === 0) {
  process.stderr.write(`--only: there is no "${values.only}"; choose ${MEASURES.map(({ name }) => name).join(', ')}\n`);
  process.exit(BAD_USAGE);
}
const rowsAsked = values.rows === undefined ? undefined : Number(values.rows);
if (rowsAsked !== undefined && (!Number.isSafeInteger(rowsAsked) || rowsAsked <= 0)) {
  process.stderr.write(`--rows: "${values.rows}" is not a number of rows; write it like 1000000\n`);
  process.exit(BAD_USAGE);
}
const options: MeasureOptions = {
  ...(rowsAsked === undefined ? {} : { rows: rowsAsked }),
  ...(values.store === undefined ? {} : { store: values.store }),
};

const rows: Row[] = [];
for (const { name, run } of chosen) {
  process.stderr.write(`measuring: ${name}\n`);
  rows.push(...(await run(options)));
}
const judged = rows.map((row) => ({ ...row, verdict: verdictOf(row) }));
const over = judged.filter(({ verdict }) => verdict === 'OVER BUDGET').length;
if (values.json) process.stdout.write(`${JSON.stringify({ rows: judged, over }, null, 2)}\n`);
else
  process.stdout.write(
    `\n${tableOf(rows)}\n\n${over === 0 ? 'Everything is within its budget.' : `${over} OVER BUDGET`}\n`,
  );
