// Which files import each other in a ring?
import type { Source } from './source-tree.ts';

/** The rings of files that import each other, each named once. */
export function ringsOf(tree: readonly Source[]): string[] {
  const byPath = new Map(tree.map((source) => [source.path, source]));
  const done = new Set<string>();
  const rings: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      const ring = [...trail.slice(trail.indexOf(path)), path];
      const line = byPath.get(path)?.imports.find(({ target }) => target === ring[1])?.line;
      rings.push(`${path}:${line} begins a ring: ${ring.join(' -> ')}`);
      return;
    }
    if (done.has(path)) return;
    for (const { target } of byPath.get(path)?.imports ?? []) {
      if (target !== undefined && byPath.has(target)) visit(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of byPath.keys()) visit(path, []);
  return rings;
}
