// What a function writes to its log: every line of both streams, as CloudWatch would get it.
import { afterEach, beforeEach, vi } from 'vitest';

/** Keeps what is written during each test of the file; the lines are JSON, one object each. */
export function captureLog(): { text(): string; lines(): Record<string, unknown>[] } {
  let written: string[] = [];
  beforeEach(() => {
    written = [];
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((chunk) => {
        written.push(String(chunk));
        return true;
      });
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const text = () => written.join('');
  return {
    text,
    lines: () =>
      text()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
  };
}
