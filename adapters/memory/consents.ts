// Which yes and which no is proven, in a simulation or a test?
import { frozen } from '#adapters/memory/frozen';
import { type ConsentRecord, type Consents, consentKey } from '#core/consent';
import type { CustomerId } from '#core/ids';

/** The port `Consents` in memory. */
export function createMemoryConsents(): Consents {
  const ofCustomers = new Map<CustomerId, ConsentRecord[]>();

  return {
    async append(records) {
      for (const record of records) {
        const own = ofCustomers.get(record.customerId) ?? [];
        const key = consentKey(record);
        if (!own.some((known) => consentKey(known) === key)) own.push(frozen({ ...record }));
        ofCustomers.set(record.customerId, own);
      }
    },
    async ofCustomer(customerId) {
      const own = ofCustomers.get(customerId) ?? [];
      return own.toSorted((one, other) => (consentKey(one) < consentKey(other) ? -1 : 1));
    },
    async erase(customerId) {
      const count = ofCustomers.get(customerId)?.length ?? 0;
      ofCustomers.delete(customerId);
      return count;
    },
  };
}
