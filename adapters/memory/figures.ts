// What did the newest report of each sequence version say, in a simulation or a test?
import { frozen } from '#adapters/memory/frozen';
import type { Figures, SequenceReport } from '#core/report';

/** The port `Figures` in memory: by sequence, then version; an older report never replaces a newer one. */
export function createMemoryFigures(): Figures {
  const reports = new Map<string, SequenceReport>();

  return {
    async put(report) {
      const key = `${report.sequence}/${report.version}`;
      const newest = reports.get(key);
      if (newest === undefined || newest.asOf <= report.asOf) reports.set(key, frozen({ ...report }));
    },
    async all() {
      return [...reports.values()].sort((one, other) =>
        one.sequence === other.sequence ? one.version - other.version : one.sequence < other.sequence ? -1 : 1,
      );
    },
  };
}
