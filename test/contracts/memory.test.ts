// The memory world keeps every contract.
import { createMemoryCustomers } from '#adapters/memory/customers';
import { createMemoryEnrollments } from '#adapters/memory/enrollments';
import { createMemoryFigures } from '#adapters/memory/figures';
import { createMemoryIncentives } from '#adapters/memory/incentives';
import { createMemoryIntake } from '#adapters/memory/intake';
import { createMemoryJournal } from '#adapters/memory/journal';
import { createMemoryModels } from '#adapters/memory/models';
import { createMemorySequences } from '#adapters/memory/sequences';
import { customersContract } from './customers.contract.ts';
import { enrollmentsContract } from './enrollments.contract.ts';
import { figuresContract } from './figures.contract.ts';
import { incentivesContract } from './incentives.contract.ts';
import { intakeContract } from './intake.contract.ts';
import { journalContract } from './journal.contract.ts';
import { modelsContract } from './models.contract.ts';
import { sequencesContract } from './sequences.contract.ts';

customersContract('memory', async () => ({ store: createMemoryCustomers() }));
enrollmentsContract('memory', async () => ({ store: createMemoryEnrollments() }));
journalContract('memory', async () => ({ store: createMemoryJournal() }));
sequencesContract('memory', async () => ({ store: createMemorySequences() }));
incentivesContract('memory', async () => ({ store: createMemoryIncentives() }));
figuresContract('memory', async () => ({ store: createMemoryFigures() }));
modelsContract('memory', async () => ({ store: createMemoryModels() }));
intakeContract('memory', async () => ({ store: createMemoryIntake() }));
