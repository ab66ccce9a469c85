// A process was killed: what it had begun is settled by what the postbox knows, before any message goes out again.
import type { Postbox } from '#adapters/local/postbox';
import { released } from '#core/claim';
import { isRunning, type Running } from '#core/enrollment';
import { changeEnrollment } from '#core/flow/change-row';
import { settle } from '#core/flow/settle';
import type { TouchId } from '#core/ids';
import type { Services } from '#core/ports';

/**
 * Settles touches that were claimed and not written down. In one process with its own postbox there is no doubt: what
 * the postbox has did leave, and what it has not did not, so the leg may be claimed again. Answers how many of each.
 */
export async function settleInterrupted(
  services: Services,
  postbox: Postbox,
): Promise<{ sent: number; givenBack: number }> {
  const counts = { sent: 0, givenBack: 0 };
  let after: string | undefined;
  do {
    const page = await services.enrollments.page(after === undefined ? {} : { after });
    for (const enrollment of page.items) {
      const touch = isRunning(enrollment) ? interruptedTouch(enrollment) : undefined;
      if (touch === undefined || !isRunning(enrollment)) continue;
      const message = await postbox.find({ enrollmentId: enrollment.enrollmentId, touchId: touch });
      if (message === undefined) {
        await changeEnrollment(services, enrollment, (row) =>
          // One process only: whatever is claimed was claimed by the one that died.
          isRunning(row) ? released(row, row, row.claimed) : undefined,
        );
        counts.givenBack += 1;
        continue;
      }
      const { at, channel, messageId: providerId, parts } = message;
      await settle(services, enrollment, touch, { status: 'sent', at, channel, providerId, parts });
      counts.sent += 1;
    }
    after = page.next;
  } while (after !== undefined);
  return counts;
}

function interruptedTouch(enrollment: Running): TouchId | undefined {
  const leg = enrollment.legs[enrollment.claimed];
  return leg?.does === 'touch' && enrollment.touches[leg.touch] === undefined ? leg.touch : undefined;
}
