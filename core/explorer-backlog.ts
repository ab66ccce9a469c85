// If only so many may enter a day, when are those through who are dormant already?
import { type IntakeLimit, intakeAfter } from '#core/intake';

/** Beyond ten years it is no plan. */
const MOST_DAYS = 3_650;

/**
 * On which day nobody waits any more, 1 for the first, while as many as cross the line each day join the line behind them.
 * Undefined when that is never. All of them count: whoever comes back, ages out or cannot be reached makes it sooner.
 */
export function backlogDays(dormant: number, crossingPerDay: number, limit: IntakeLimit): number | undefined {
  let waiting = dormant;
  let most: number | undefined;
  for (let day = 1; day <= MOST_DAYS; day += 1) {
    most = intakeAfter(limit, most);
    waiting -= most;
    if (waiting <= 0) return day;
    waiting += crossingPerDay;
  }
  return undefined;
}
