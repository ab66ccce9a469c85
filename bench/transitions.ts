// How many transitions does AWS bill for a journey that nobody answers? The state machine's own file, run on this machine.
import type { TimeZone } from '#core/time';
import { type Measure, measured, type Row } from './row.ts';
import { fourTouches } from './shipped-plan.ts';
import { ASLEEP, AWAKE, firstTouches, playSilentJourney } from './silent-journey.ts';

const AT_ONCE = { what: 'transitions of a silent journey beyond its touches', zone: AWAKE, atMost: 1 };
const WAITS = { what: 'the same, first leg waits for the send window', zone: ASLEEP, atMost: 2 };

export const transitions: Measure = {
  name: 'transitions',
  run: () => Promise.all([AT_ONCE, WAITS].map(beyondTouches)),
};

async function beyondTouches({ what, zone, atMost }: typeof AT_ONCE): Promise<Row> {
  const file = await fourTouches();
  const counts: { touches: number; transitions: number }[] = [];
  for (let touches = 1; touches <= file.sequence.touches.length; touches += 1) {
    counts.push({ touches, transitions: await transitionsOf(touches, zone) });
  }
  const beyond = counts.map(({ touches, transitions: entered }) => entered - touches);
  const note = counts.map(({ touches, transitions: entered }) => `${touches} touches: ${entered}`).join(', ');
  return measured(what, Math.max(...beyond), 'transitions', { budget: { atMost }, note });
}

async function transitionsOf(touches: number, zone: TimeZone): Promise<number> {
  return (await playSilentJourney(firstTouches(await fourTouches(), touches), zone)).transitions;
}
