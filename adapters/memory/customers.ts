// Where are the customers of a simulation or a test? In an array: paging by position costs nothing, even for millions.
import { frozen } from '#adapters/memory/frozen';
import type { Customer } from '#core/customer';
import type { CustomerId } from '#core/ids';
import type { Customers, Page } from '#core/ports';

/** Rows on one page: enough to make a page worth its promise, few enough to keep the heap flat. */
const PAGE_ROWS = 1_000;

/** The port `Customers` in memory. Rows are frozen when saved; nothing that a caller does to them can change the store. */
export function createMemoryCustomers(): Customers {
  const rows: (Customer | undefined)[] = [];
  const places = new Map<CustomerId, number>();

  return {
    async get(customerId) {
      const place = places.get(customerId);
      return place === undefined ? undefined : rows[place];
    },
    async save(customer) {
      const place = places.get(customer.customerId) ?? rows.length;
      if (customer.revision !== (rows[place]?.revision ?? 0)) return 'conflict';
      rows[place] = frozen({ ...customer, revision: customer.revision + 1 });
      places.set(customer.customerId, place);
      return 'saved';
    },
    // The place stays empty: whoever walks through the rows must not meet others twice.
    async erase(customerId, revision) {
      const place = places.get(customerId);
      if (revision !== undefined && (place === undefined || rows[place]?.revision !== revision)) return 'conflict';
      if (place !== undefined) rows[place] = undefined;
      places.delete(customerId);
      return 'erased';
    },
    async page({ segment, segments, after }): Promise<Page<Customer>> {
      const items: Customer[] = [];
      let place = after === undefined ? segment : Number(after) + segments;
      for (; items.length < PAGE_ROWS; place += segments) {
        if (place >= rows.length) return { items };
        const row = rows[place];
        if (row !== undefined) items.push(row);
      }
      return { items, next: String(place - segments) };
    },
  };
}
