// Every customer of a world, once.
import type { Customer } from '#core/customer';
import type { Customers } from '#core/ports';
import { countText, type Terminal } from './terminal.ts';

/** Page by page; says at the end how many rows could not be read. */
export async function* everyRow(customers: Pick<Customers, 'page'>, terminal: Terminal): AsyncGenerator<Customer> {
  let after: string | undefined;
  let broken = 0;
  do {
    const page = await customers.page({ segment: 0, segments: 1, ...(after === undefined ? {} : { after }) });
    yield* page.items;
    broken += page.broken?.length ?? 0;
    after = page.next;
  } while (after !== undefined);
  if (broken > 0) terminal.note(`${countText(broken)} rows cannot be read and are passed over.`);
}
