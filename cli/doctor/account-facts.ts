// Looks at the AWS account that the SDK's settings lead to, for commands that judge it.
import { Resolver } from 'node:dns/promises';
import { type AccountClients, type AccountFacts, readAccess, readFacts } from '#adapters/aws/account';
import type { DnsResolver } from '#adapters/aws/account-dns';
import { createLookingClients } from '#adapters/aws/looking-clients';
import { BadInput } from '#core/errors';
import { awsFaultText } from '../aws-faults.ts';
import { wantedRecords } from './dns-findings.ts';
import type { Wanted } from './readiness.ts';

/** What is looked through. */
export type Eyes = { readonly clients: AccountClients; readonly resolver: DnsResolver & { cancel(): void } };

/** The facts about the account. Throws BadInput, in plain words, when there are no credentials or there is no region. */
export async function accountFacts(
  { email, sms, stack }: Wanted,
  { clients, resolver }: Eyes = { clients: createLookingClients(), resolver: new Resolver() },
): Promise<AccountFacts> {
  try {
    const access = await readAccess(clients.email);
    if (access.status === 'known') {
      return await readFacts(clients, resolver, access, {
        identity: email.identity,
        records: (identity) => wantedRecords(email, identity),
        ...(sms === undefined ? {} : { origination: sms.origination }),
        stackName: stack.stackName,
      });
    }
    const [fault] = access.faults;
    const words = access.faults.map(awsFaultText).filter((text) => text !== undefined);
    if (words.length === 0) throw fault;
    throw new BadInput(words.join('\n'), { cause: fault });
  } finally {
    // Whatever did not answer in time must not keep the command from ending.
    for (const client of Object.values(clients)) client.destroy();
    resolver.cancel();
  }
}
