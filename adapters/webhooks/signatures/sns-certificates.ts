// Which key did SNS sign with? Certificates are fetched from AWS alone, looked at closely, and kept.
import { type KeyObject, X509Certificate } from 'node:crypto';
import type { CheckedWith } from '#adapters/webhooks/signature';
import { BadInput } from '#core/errors';
import { epochOf, type Instant } from '#core/time';

/** SNS has one a region and replaces it about once a year. */
const MOST_KEPT = 16;
/** Both regions of the partition for the government of the United States sign with this one. */
const GOVERNMENT_NAME = 'sns-us-gov-west-1.amazonaws.com';
const PATH = /^\/[\w-]{1,100}\.pem$/;

/** Where SNS of one region answers: sns.<region>.<suffix>. */
export type SnsHost = { readonly region: string; readonly suffix: string };

type Certificate = { readonly key: KeyObject; readonly from: number; readonly to: number };
type FetchedWith = Pick<CheckedWith, 'fetchText' | 'now'> & { readonly host: SnsHost };

/**
 * Keys by the address of their certificate. Who it is for and how long it counts is read from it; that its chain of issuers
 * ends at a root is left to the https connection, by which AWS's own host handed it over.
 */
export function createSnsCertificates() {
  const kept = new Map<string, Certificate>();
  const underWay = new Map<string, Promise<Certificate | undefined>>();

  async function certificateAt(address: string, { host, fetchText }: FetchedWith): Promise<Certificate | undefined> {
    const there = kept.get(address);
    if (there !== undefined) return there;
    // Many may ask at once; one fetches.
    const fetching = underWay.get(address) ?? fetched(address, host, fetchText).finally(() => underWay.delete(address));
    underWay.set(address, fetching);
    const certificate = await fetching;
    // Only a good one is kept: a stranger who makes up addresses pushes none of them out.
    if (certificate !== undefined) {
      const [oldest] = kept.keys();
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      kept.set(address, certificate);
    }
    return certificate;
  }

  return {
    /** Undefined for an address or a certificate that is not of SNS, or does not count now. Throws TryAgain. */
    async keyAt(address: string, using: FetchedWith): Promise<KeyObject | undefined> {
      if (!isOf(using.host, address)) return undefined;
      const certificate = await certificateAt(address, using);
      return certificate !== undefined && counts(certificate, using.now) ? certificate.key : undefined;
    },
  };
}

/** Nothing but host and path: no port, no user, no query by which another page could be had from the same host. */
function isOf({ region, suffix }: SnsHost, address: string): boolean {
  const origin = `https://sns.${region}.${suffix}`;
  return address.startsWith(origin) && PATH.test(address.slice(origin.length));
}

function counts({ from, to }: Certificate, now: Instant): boolean {
  return from <= epochOf(now) && epochOf(now) <= to;
}

async function fetched(
  address: string,
  host: SnsHost,
  fetchText: CheckedWith['fetchText'],
): Promise<Certificate | undefined> {
  const text = await fetchText(address).catch((fault: unknown) => {
    // There is none at this address: somebody made it up. Whatever else went wrong may pass.
    if (fault instanceof BadInput) return '';
    throw fault;
  });
  return certificateOf(text, host);
}

function certificateOf(text: string, host: SnsHost): Certificate | undefined {
  try {
    const certificate = new X509Certificate(text);
    const { publicKey: key, validFromDate, validToDate } = certificate;
    if (key.asymmetricKeyType !== 'rsa') return undefined;
    if (!namesOf(host).some((name) => certificate.checkHost(name) !== undefined)) return undefined;
    return { key, from: validFromDate.getTime(), to: validToDate.getTime() };
  } catch {
    return undefined;
  }
}

/** Whom SNS's certificates are for, by region: the names that AWS's SDK for Java knows (SnsHostProvider). */
function namesOf({ region, suffix }: SnsHost): string[] {
  return [`sns.${suffix}`, `sns-signing.${region}.${suffix}`, `sns-${region}.${suffix}`, GOVERNMENT_NAME];
}
