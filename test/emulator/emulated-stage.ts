// How does the emulated stage differ from others? Its settings: everything else is what production gets.

export const STAGE = 'emulator';
/** A day in two seconds: sixteen days take 32. */
export const TIME_SCALE = 43_200;
/** Nobody answers at this address; the test takes the path of a link to the emulator's API. */
export const LINKS_BASE_URL = 'https://links.shop.example.com';

export const STAGE_SETTINGS = {
  data: 'delete',
  timeScale: TIME_SCALE,
  // Three touches at a time, two such batches: enough for ten journeys that begin in the same second.
  email: { identity: 'shop.example.com', perSecond: 40, accountPerSecond: 40 },
  sms: { origination: 'pool/pool-00000000000000000000000000000000' },
  scanSegments: 2,
  logDays: 30,
  linksBaseUrl: LINKS_BASE_URL,
  expected: { customers: 1_000, enrollmentsPerDay: 50 },
} as const;
