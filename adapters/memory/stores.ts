// All the stores of a world in memory, each of its own.
import { createMemoryConsents } from '#adapters/memory/consents';
import { createMemoryContacts } from '#adapters/memory/contacts';
import { createMemoryCustomers } from '#adapters/memory/customers';
import { createMemoryEnrollments } from '#adapters/memory/enrollments';
import { createMemoryFigures } from '#adapters/memory/figures';
import { createMemoryIncentives } from '#adapters/memory/incentives';
import { createMemoryIntake } from '#adapters/memory/intake';
import { createMemoryJournal } from '#adapters/memory/journal';
import { createMemoryModels } from '#adapters/memory/models';
import { createMemoryReceipts } from '#adapters/memory/receipts';
import { createMemoryReputation } from '#adapters/memory/reputation';
import { createMemorySequences } from '#adapters/memory/sequences';
import type { Services } from '#core/ports';

/** The ports that keep something. */
export type Stores = Pick<
  Services,
  | 'customers'
  | 'enrollments'
  | 'journal'
  | 'sequences'
  | 'incentives'
  | 'figures'
  | 'models'
  | 'intake'
  | 'contacts'
  | 'consents'
  | 'reputation'
  | 'receipts'
>;

/** Empty stores. */
export function createMemoryStores(): Stores {
  return {
    customers: createMemoryCustomers(),
    enrollments: createMemoryEnrollments(),
    journal: createMemoryJournal(),
    sequences: createMemorySequences(),
    incentives: createMemoryIncentives(),
    figures: createMemoryFigures(),
    models: createMemoryModels(),
    intake: createMemoryIntake(),
    contacts: createMemoryContacts(),
    consents: createMemoryConsents(),
    reputation: createMemoryReputation(),
    receipts: createMemoryReceipts(),
  };
}
