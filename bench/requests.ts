// How many requests to DynamoDB does a journey make? Counted on the embedded store, which runs the same adapters.
import { type Measure, measured, type Row } from './row.ts';
import { fourTouches } from './shipped-plan.ts';
import { firstTouches, type JourneyTrace, type Phase, playSilentJourney } from './silent-journey.ts';

const MOST_PER_TOUCH = 4;
const OF_THE_JOURNEY: readonly Phase[] = ['enroll', 'wait', 'plain touch', 'incentive touch', 'close'];

export const requests: Measure = {
  name: 'requests',
  async run() {
    const file = await fourTouches();
    const touches = file.sequence.touches.length;
    return requestRows(await playSilentJourney(firstTouches(file, touches)), touches);
  },
};

/** A plain touch against the budget; everything else that a journey asks of the store beside it. */
export function requestRows(trace: JourneyTrace, touches: number): readonly Row[] {
  const sum = (asked: readonly Phase[]) =>
    trace.phases.reduce((count, { phase, requests: made }) => count + (asked.includes(phase) ? made.length : 0), 0);
  const all = sum(OF_THE_JOURNEY);
  const plain = trace.phases.filter(({ phase }) => phase === 'plain touch').map(({ requests: made }) => made.length);
  const others = ['enroll', 'incentive touch', 'close', 'journey end'] as const;
  const events = trace.phases.filter(({ phase }) => phase === 'provider event');
  return [
    measured('DynamoDB requests of a plain touch', Math.max(...plain), 'requests', {
      budget: { atMost: MOST_PER_TOUCH },
      note: namesIn(trace, 'plain touch'),
    }),
    measured('... of a journey, enrolling and closing included, by touch', all / touches, 'requests', {
      budget: { atMost: MOST_PER_TOUCH },
      note: `${all} requests for ${touches} touches`,
    }),
    ...others.map((phase) => measured(`... of ${phase}`, sum([phase]), 'requests', { note: namesIn(trace, phase) })),
    measured("... of a provider's event", sum(['provider event']) / events.length, 'requests', {
      note: namesIn(trace, 'provider event'),
    }),
  ];
}

/** The requests of the first such phase, e.g. `UpdateItem enrollments`. */
function namesIn({ phases }: JourneyTrace, asked: Phase): string {
  const made = phases.find(({ phase }) => phase === asked)?.requests ?? [];
  return made.map(({ name, table }) => `${name} ${table.replace(/^.*-/, '')}`).join(', ');
}
