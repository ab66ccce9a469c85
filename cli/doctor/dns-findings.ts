// Will mailboxes believe our mail? SPF, DKIM and DMARC, judged from the texts of the records in the sender's DNS.
import { type DnsRecords, type RecordName, recordKey } from '#adapters/aws/account-dns';
import type { EmailIdentity } from '#adapters/aws/account-email';
import type { Look } from '#adapters/aws/look';
import { addressOf, domainOf, isAddress } from '#core/sender';
import type { EmailWanted } from './email-findings.ts';
import { type Finding, judge, ok, problem, unknown, type Verdict, warning } from './finding.ts';

/** Where the CNAMEs of Easy DKIM lead in regions that have no zone of their own (SES, Easy DKIM). */
const DKIM_ZONE = 'dkim.amazonses.com';
/** A longer name is asked itself, and then from this many labels on (RFC 9989, DNS tree walk). */
const MOST_LABELS_ABOVE = 7;
const SES_SPF = /(?:^|\s)[+]?include:amazonses\.com(?:\s|$)/i;
const POLICIES = ['none', 'quarantine', 'reject'];

/** Which records the checks want to see. An address has a domain that is not ours, so it has none. */
export function wantedRecords(wanted: EmailWanted, identity: Look<EmailIdentity>): RecordName[] {
  if (isAddress(wanted.identity)) return [];
  const seen = identity.status === 'seen' && identity.value.status === 'found' ? identity.value : undefined;
  return [
    ...(seen?.mailFrom === undefined ? [] : [{ type: 'TXT' as const, name: seen.mailFrom.domain }]),
    ...(seen === undefined ? [] : dkimRecords(wanted.identity, seen)).map(({ name }) => ({
      type: 'CNAME' as const,
      name,
    })),
    ...dmarcDomains(domainOf(addressOf(wanted.from))).map((domain) => ({
      type: 'TXT' as const,
      name: `_dmarc.${domain}`,
    })),
  ];
}

/** Everything about the sender's DNS. */
export function dnsFindings(wanted: EmailWanted, identity: Look<EmailIdentity>, records: DnsRecords): Finding[] {
  const group = 'dns';
  if (isAddress(wanted.identity)) {
    const found = `${wanted.identity} is one address: there is no DNS of ours to check, and no DKIM of ours`;
    const todo = 'enough to try things out; before real customers verify a domain instead (infra/stages.ts)';
    return [{ group, name: 'domain', ...warning(found, todo) }];
  }
  const dmarcFinding: Finding = { group, name: 'DMARC', ...dmarc(domainOf(addressOf(wanted.from)), records) };
  if (identity.status !== 'seen') {
    return [{ group, name: 'SPF', ...unknown(identity) }, { group, name: 'DKIM', ...unknown(identity) }, dmarcFinding];
  }
  // Without an identity there are no records to ask for yet; that it is missing is said under email.
  if (identity.value.status === 'missing') return [dmarcFinding];
  return [
    { group, name: 'SPF', ...spf(identity.value.mailFrom?.domain, records) },
    { group, name: 'DKIM', ...dkim(wanted.identity, identity.value, records) },
    dmarcFinding,
  ];
}

/** RFC 7208: the domain that bounces go to is the one whose SPF counts. */
function spf(mailFrom: string | undefined, records: DnsRecords): Verdict {
  if (mailFrom === undefined) {
    return ok("mail leaves from SES's own domain, whose SPF passes; DMARC then stands on our DKIM alone");
  }
  return judge(recordsAt(records, 'TXT', mailFrom), (texts) => {
    const found = texts.filter((text) => /^v=spf1(?:\s|$)/i.test(text));
    const [policy, second] = found;
    const todo = `add one TXT record at ${mailFrom}: "v=spf1 include:amazonses.com ~all"`;
    if (policy === undefined) return problem(`${mailFrom} has no SPF record`, todo);
    // Section 4.5: more than one record is a permanent error.
    if (second !== undefined)
      return problem(`${mailFrom} has ${found.length} SPF records, so none counts`, 'keep one of them');
    if (SES_SPF.test(policy)) return ok(`${mailFrom} lets SES send`);
    return warning(`the SPF record of ${mailFrom} does not name amazonses.com`, 'add include:amazonses.com to it');
  });
}

function dkim(domain: string, identity: EmailIdentity & { status: 'found' }, records: DnsRecords): Verdict {
  const wanted = dkimRecords(domain, identity).map((record) => ({
    ...record,
    look: recordsAt(records, 'CNAME', record.name),
  }));
  if (wanted.length === 0) return ok('the key is our own: SES checks it, see "signature" above');
  const missing: string[] = [];
  for (const { name, target, look } of wanted) {
    if (look.status !== 'seen') return unknown(look);
    if (!look.value.some((value) => sameName(value, target))) missing.push(`${name} CNAME ${target}`);
  }
  if (missing.length === 0) return ok(`all ${wanted.length} records lead to SES`);
  return problem(
    `${missing.length} of ${wanted.length} records do not lead to SES`,
    `add to your DNS: ${missing.join('; ')}`,
  );
}

/**
 * Gmail (support.google.com/a/answer/81126) and Yahoo (senders.yahooinc.com/best-practices) want a DMARC record of
 * those who send in bulk; p=none is enough for them.
 */
function dmarc(domain: string, records: DnsRecords): Verdict {
  for (const holder of dmarcDomains(domain)) {
    const look = recordsAt(records, 'TXT', `_dmarc.${holder}`);
    if (look.status !== 'seen') return unknown(look);
    const found = look.value.filter((text) => /^v=DMARC1\s*(?:;|$)/i.test(text));
    const [policy, second] = found;
    if (second !== undefined) {
      return problem(`_dmarc.${holder} has ${found.length} DMARC records, so none counts`, 'keep one of them');
    }
    if (policy !== undefined) return dmarcPolicy(policy, holder, domain);
  }
  return problem(
    `${domain} has no DMARC record; Gmail and Yahoo want one of those who send in bulk (support.google.com/a/answer/81126)`,
    `add a TXT record at _dmarc.${domain}: "v=DMARC1; p=none; rua=mailto:<where reports may go>"`,
  );
}

/** A record further up rules over its subdomains by `sp`, or else by `p` (RFC 9989). */
function dmarcPolicy(record: string, holder: string, domain: string): Verdict {
  const tags = new Map(record.split(';').map((tag) => tagOf(tag)));
  const policy = (holder === domain ? undefined : tags.get('sp')) ?? tags.get('p') ?? '';
  if (!POLICIES.includes(policy)) {
    return problem(`the DMARC record at _dmarc.${holder} has no policy`, 'add p=none, p=quarantine or p=reject to it');
  }
  return ok(`_dmarc.${holder} asks for ${policy}${policy === 'none' ? ', which is enough for Gmail and Yahoo' : ''}`);
}

function tagOf(tag: string): [string, string] {
  const [name = '', value = ''] = tag.split('=');
  return [name.trim().toLowerCase(), value.trim().toLowerCase()];
}

/** The sender's domain and those above it, down to two labels: a top-level domain answers for nobody. */
function dmarcDomains(domain: string): string[] {
  const labels = domain.split('.');
  const all = labels.slice(0, -1).map((_, cut) => labels.slice(cut).join('.'));
  return all.filter((one) => one === domain || one.split('.').length <= MOST_LABELS_ABOVE);
}

function dkimRecords(domain: string, { dkim: { tokens, zone } }: EmailIdentity & { status: 'found' }) {
  return tokens.map((token) => ({ name: `${token}._domainkey.${domain}`, target: `${token}.${zone ?? DKIM_ZONE}` }));
}

function recordsAt(records: DnsRecords, type: RecordName['type'], name: string): Look<readonly string[]> {
  return records.get(recordKey({ type, name })) ?? { status: 'silent', who: 'DNS', fault: 'not asked' };
}

function sameName(one: string, other: string): boolean {
  return one.replace(/\.$/, '').toLowerCase() === other.toLowerCase();
}
