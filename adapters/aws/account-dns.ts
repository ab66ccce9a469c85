// What do the records in the sender's DNS say? Whichever names the checks ask for, through the resolver that is given.
import * as z from 'zod';
import { inTime, type Look } from '#adapters/aws/look';

export type RecordName = { readonly type: 'TXT' | 'CNAME'; readonly name: string };
/** What DNS said, by `recordKey`; a name without records is an empty list. */
export type DnsRecords = ReadonlyMap<string, Look<readonly string[]>>;

/** As much of `node:dns/promises` as is needed. */
export type DnsResolver = {
  resolveTxt(name: string): Promise<readonly (readonly string[])[]>;
  resolveCname(name: string): Promise<readonly string[]>;
};

/** The name is not there, or has no record of this type: an answer like any other. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA']);
const FaultSchema = z.object({ code: z.string().optional(), name: z.string() });

/** The key of a record in `DnsRecords`. */
export function recordKey({ type, name }: RecordName): string {
  return `${type} ${name.toLowerCase()}`;
}

/** The records under these names; a TXT record that DNS keeps in pieces is one text (RFC 7208, 3.3). */
export async function readDns(
  resolver: DnsResolver,
  names: readonly RecordName[],
  milliseconds?: number,
): Promise<DnsRecords> {
  const answers = names.map(async (name): Promise<[string, Look<readonly string[]>]> => {
    const answer = inTime(() => resolved(resolver, name), milliseconds);
    return [recordKey(name), await answer.then((value) => ({ status: 'seen', value }) as const, unseenOf)];
  });
  return new Map(await Promise.all(answers));
}

async function resolved(resolver: DnsResolver, { type, name }: RecordName): Promise<readonly string[]> {
  if (type === 'CNAME') return resolver.resolveCname(name);
  return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(''));
}

function unseenOf(fault: unknown): Look<readonly string[]> {
  const { code, name } = FaultSchema.safeParse(fault).data ?? { code: undefined, name: 'UnknownFault' };
  if (code !== undefined && NOTHING.has(code)) return { status: 'seen', value: [] };
  return { status: 'silent', who: 'DNS', fault: code ?? name };
}
