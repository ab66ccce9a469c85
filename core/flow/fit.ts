// Learn from the customers' rows how they order, leave and spend, so that each of them can be judged alone.
import type { Customer } from '#core/customer';
import type { FaultIds } from '#core/errors';
import { figuresOf } from '#core/insight';
import { fitShop } from '#core/model/fit-shop';
import type { NewShopModel } from '#core/model/shop-model';
import { createShopSample, type ShopSample } from '#core/model/shop-sample';
import type { Services } from '#core/ports';
import { type Day, type Instant, plusMilliseconds } from '#core/time';

/** More customers teach no more: with so many the parameters are known to a hundredth. */
export const MOST_CUSTOMERS = 300_000;
/** A part of the rows is a range of a hash of their ids, so however many are read, in order, they are a fair sample. */
const PARTS = 100;
/** What is kept of the time for the fit itself, which takes seconds, and for storing it. */
const FITTING_MS = 120_000;

/** `until`: today in the shop's time zone. Without a deadline there is time for all. */
export type FitRequest = {
  readonly until: Day;
  readonly deadline?: Instant;
  /** After each page; `rows` is how many were read. */
  readonly onPage?: (rows: number) => void;
};

/** What the rows teach. `broken`: rows that could not be read; somebody has to mend them, and nothing was learned from them. */
export type Learned = { readonly rows: number; readonly broken: readonly FaultIds[] } & (
  | { readonly status: 'learned'; readonly model: NewShopModel }
  | { readonly status: 'nobodyOrdered' }
);

/** `unfit`: stored as well, since it says why there is no personal clock, and how customers are ranked without one. */
export type FitAnswer = Pick<Learned, 'rows' | 'broken'> &
  (
    | { readonly status: 'fitted' | 'unfit'; readonly version: number; readonly model: NewShopModel }
    | { readonly status: 'nobodyOrdered' }
  );

/** Learns from the rows and stores what was learned as the next version. A shop without an order keeps what it had. */
export async function fitRows(
  services: Pick<Services, 'clock' | 'customers' | 'models'>,
  request: FitRequest,
): Promise<FitAnswer> {
  const learned = await learn(services, request);
  if (learned.status === 'nobodyOrdered') return learned;
  const { model, ...read } = learned;
  return { ...read, status: model.timing.status, version: await services.models.save(model), model };
}

/** Learns from the rows and stores nothing. Reads all of them, or as many parts as give MOST_CUSTOMERS with an order. */
export async function learn(services: Pick<Services, 'clock' | 'customers'>, request: FitRequest): Promise<Learned> {
  const sample = createShopSample(MOST_CUSTOMERS);
  const read = await gather(services, request, sample);
  if (sample.size === 0) return { status: 'nobodyOrdered', ...read };
  const model = fitShop(sample, { until: request.until, fittedAt: services.clock.now() });
  return { status: 'learned', ...read, model };
}

/** Stops when the sample is full, and, short of time, with what it has. */
async function gather(
  { clock, customers }: Pick<Services, 'clock' | 'customers'>,
  { until, deadline, onPage }: FitRequest,
  sample: ShopSample,
): Promise<Pick<Learned, 'rows' | 'broken'>> {
  const broken: FaultIds[] = [];
  let rows = 0;
  for (let segment = 0; segment < PARTS; segment += 1) {
    let after: string | undefined;
    do {
      const page = await customers.page({ segment, segments: PARTS, ...(after === undefined ? {} : { after }) });
      broken.push(...(page.broken ?? []));
      rows += page.items.length;
      onPage?.(rows);
      const isFull = !addTo(sample, page.items, until);
      const isLate = deadline !== undefined && plusMilliseconds(clock.now(), FITTING_MS) >= deadline;
      if (isFull || isLate) return { rows, broken };
      after = page.next;
    } while (after !== undefined);
  }
  return { rows, broken };
}

/** False when the sample has no room for all of them. */
function addTo(sample: ShopSample, customers: readonly Customer[], until: Day): boolean {
  return customers.every((customer) => {
    const figures = figuresOf(customer, until);
    return figures === undefined || sample.add(figures);
  });
}
