// Who do the mails of a shop come from, and may an identity send them? One reading of the From line for all who ask.

/** The address of a sender as it stands in shop.yaml (`Shop <hello@shop.example.com>`), in lower case. */
export function addressOf(from: string): string {
  return (/<([^<>]*)>$/.exec(from)?.[1] ?? from).toLowerCase();
}

/** The domain of an address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** Is an identity one address rather than a domain? */
export function isAddress(identity: string): boolean {
  return identity.includes('@');
}

/** May whoever has verified this identity send from the address? A domain also speaks for its subdomains (SES, verified identities). */
export function speaksFor(identity: string, address: string): boolean {
  const owner = identity.toLowerCase();
  if (isAddress(owner)) return address.toLowerCase() === owner;
  return `.${domainOf(address)}`.endsWith(`.${owner}`);
}
