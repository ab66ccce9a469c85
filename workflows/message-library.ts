// The messages of a plan, each read and compiled at most once however many touches use it.
import { join } from 'node:path';
import { type Compiled, compileMjml } from '#workflows/compile-message';
import { type MessageSource, type Piece, readMessage } from '#workflows/message-source';
import { namesIn } from '#workflows/read-source';

export type MessageLibrary = {
  readonly folder: string;
  /** The names of all messages; a folder whose name begins with `_` holds pieces that messages share. */
  names(): Promise<readonly string[]>;
  read(name: string): Promise<MessageSource | undefined>;
  compile(name: string, mjml: Piece): Promise<Compiled>;
};

/** The messages of the folder `messages` of a plan. */
export function messageLibrary(plan: string): MessageLibrary {
  const folder = join(plan, 'messages');
  const read = new Map<string, Promise<MessageSource | undefined>>();
  const compiled = new Map<string, Promise<Compiled>>();
  return {
    folder,
    names: async () => (await namesIn(folder))?.filter((name) => !/^[_.]/.test(name)) ?? [],
    read: (name) => once(read, name, () => readMessage(folder, name)),
    compile: (name, mjml) => once(compiled, name, () => compileMjml(mjml)),
  };
}

function once<T>(known: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  const made = known.get(name) ?? make();
  known.set(name, made);
  return made;
}
