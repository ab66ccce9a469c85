// npm run bench: measures the budgets of the house that exist so far and says which are exceeded.
import { parseArgs } from 'node:util';
import { cost } from './cost.ts';
import { firstMessage } from './first-message.ts';
import { importTime } from './import-time.ts';
import { monthlyCost } from './monthly-cost.ts';
import { requests } from './requests.ts';
import { type Row, tableOf, verdictOf } from './row.ts';
import { scanMemory } from './scan-memory.ts';
import { scanRate } from './scan-rate.ts';
import { timeMachine } from './time-machine.ts';
import { transitions } from './transitions.ts';

const MEASURES = [
  transitions,
  requests,
  cost,
  monthlyCost,
  scanRate,
  scanMemory,
  importTime,
  timeMachine,
  firstMessage,
];
const BAD_USAGE = 2;

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } });
const chosen = MEASURES.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  process.stderr.write(`--only: there is no "${values.only}"; choose ${MEASURES.map(({ name }) => name).join(', ')}\n`);
  process.exit(BAD_USAGE);
}

const rows: Row[] = [];
for (const { name, run } of chosen) {
  process.stderr.write(`measuring: ${name}\n`);
  rows.push(...(await run()));
}
const judged = rows.map((row) => ({ ...row, verdict: verdictOf(row) }));
const over = judged.filter(({ verdict }) => verdict === 'OVER BUDGET').length;
if (values.json) process.stdout.write(`${JSON.stringify({ rows: judged, over }, null, 2)}\n`);
else
  process.stdout.write(
    `\n${tableOf(rows)}\n\n${over === 0 ? 'Everything is within its budget.' : `${over} OVER BUDGET`}\n`,
  );
