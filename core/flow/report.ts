// Walk all enrollments once a day: fold them into figures, and close what its journey left behind.
import { type Enrollment, isRunning } from '#core/enrollment';
import { BrokenRecord, type FaultIds } from '#core/errors';
import { closeEnrollment } from '#core/flow/close';
import type { Services } from '#core/ports';
import { counted, emptyReport, type SequenceReport } from '#core/report';
import { type Instant, plusMilliseconds } from '#core/time';

/** A journey this long past its last leg is gone (broken, aborted, lost); its enrollment must still end. */
const OVERDUE_MS = 24 * 3_600_000;

/** `broken`: enrollments that could not be read and are in no figure; somebody has to mend them. */
export type ReportAnswer = { readonly reports: readonly SequenceReport[]; readonly broken: readonly FaultIds[] };

/** One report for every version that has enrollments. A pure fold of what is stored, so building it twice is building it once. */
export async function report(services: Services): Promise<ReportAnswer> {
  const now = services.clock.now();
  const reports = new Map<string, SequenceReport>();
  const broken: FaultIds[] = [];
  let after: string | undefined;
  do {
    const page = await services.enrollments.page(after === undefined ? {} : { after });
    for (const found of page.items) {
      const enrollment = await closedIfOverdue(services, found, now).catch((fault: unknown) => {
        // One row that cannot be read must not keep everybody else from being counted.
        if (!(fault instanceof BrokenRecord)) throw fault;
        broken.push({ ...fault.ids, enrollmentId: found.enrollmentId });
        return found;
      });
      const { sequence, version } = enrollment;
      const published = await services.sequences.get(sequence, version);
      if (published === undefined) {
        broken.push({ sequence, version, enrollmentId: enrollment.enrollmentId });
        continue;
      }
      const key = `${sequence}@${version}`;
      reports.set(
        key,
        counted(reports.get(key) ?? emptyReport(sequence, version, now), enrollment, published.shop.costs),
      );
    }
    broken.push(...(page.broken ?? []));
    after = page.next;
  } while (after !== undefined);
  for (const one of reports.values()) await services.figures.put(one);
  return { reports: [...reports.values()], broken };
}

async function closedIfOverdue(services: Services, enrollment: Enrollment, now: Instant): Promise<Enrollment> {
  const end = isRunning(enrollment) ? enrollment.legs.at(-1)?.until : undefined;
  if (end === undefined || plusMilliseconds(end, OVERDUE_MS) > now) return enrollment;
  await closeEnrollment(services, enrollment);
  return (await services.enrollments.get(enrollment)) ?? enrollment;
}
