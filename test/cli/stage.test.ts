import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDynamoCustomers } from '#adapters/aws/customers';
import { createDynamoFigures } from '#adapters/aws/figures';
import { createDynamoModels } from '#adapters/aws/models';
import { createDynamoSequences } from '#adapters/aws/sequences';
import { systemClock } from '#adapters/aws/system';
import { newCustomer, reachableChannels } from '#core/customer';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';
import { emptyReport } from '#core/report';
import { InstantSchema } from '#core/time';
import { aPublishedFile } from '../support/builders.ts';
import { aDeployedStage, type DeployedStage } from '../support/deployed-stage.ts';
import { aWorkplace, type Workplace } from '../support/winback-command.ts';
import { loopback } from '../support/wire.ts';

const ON = ['--stage', 'prod'];
const ORDERS = `customer_id,ordered_on,amount
A1,2025-11-20,40.00
A2,2025-11-20,55.50
A3,2999-01-01,10
A4,2025-02-29,10
`;
const CUSTOMERS = `customer_id,first_name,email,phone,email_consent,sms_consent,time_zone
A1,Ada,ada@customer.example,+12025550101,yes,no,America/Denver
`;

let place: Workplace;
let stage: DeployedStage;
beforeAll(async () => {
  place = await aWorkplace();
  await place.write('orders.csv', ORDERS);
  await place.write('customers.csv', CUSTOMERS);
});
beforeEach(async () => {
  stage = await aDeployedStage();
  // Nothing of whoever runs the tests may reach the command.
  for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/dev/null');
  for (const name of ['AWS_PROFILE', 'AWS_DEFAULT_REGION', 'AWS_SESSION_TOKEN']) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  for (const [name, value] of Object.entries(stage.env)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await stage.close();
});
afterAll(() => place.leave());

const customers = () => createDynamoCustomers({ client: stage.client, table: stage.tables.customers });
const sequences = () => createDynamoSequences({ client: stage.client, table: stage.tables.sequences });
const customer = (id: string) => customers().get(CustomerIdSchema.parse(id));
const ada = newCustomer(CustomerIdSchema.parse('A1'));

test('publish, import, explain and report: all of them work on a stage', async () => {
  const published = await place.run('publish', ...ON);
  expect(published).toEqual({
    code: 0,
    out: 'gentle-90: version 1 published\nvalued-365: version 1 published\n',
    err: '',
  });
  expect((await place.run('import', '--customers', 'customers.csv', '--orders', 'orders.csv', ...ON)).code).toBe(0);
  const explained = await place.run('explain', 'A1', ...ON);
  expect(explained.code).toBe(0);
  expect(explained.out).toMatch(/^Customer A1, times in America\/Denver\n\nNothing has happened yet/);
  expect(explained.out).toMatch(/^Not for valued-365 now: .*last order \d+ days ago, window 365 to 540 days\.$/m);
  const none = await place.run('report', ...ON);
  const nothing = 'Nothing has been counted in stage prod yet: its report counts once a day.\n';
  expect(none).toEqual({ code: 0, out: nothing, err: '' });
});

describe('publish', () => {
  test('a sequence with SMS is refused where no SMS can leave, and nothing is published', async () => {
    stage.says({ hasSms: false });
    const { code, out, err } = await place.run('publish', ...ON);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^stage prod has no SMS, and these touches need it:\n {2}gentle-90: nudge\n/);
    expect(await sequences().live()).toEqual([]);
  });

  test('a plan with a mistake is refused by file and line, and nothing is published', async () => {
    const mend = await place.change('workflows/sequences/gentle-90.yaml', 'goal: order', 'goal: odrer');
    const { code, out, err } = await place.run('publish', ...ON);
    await mend();
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^workflows\/sequences\/gentle-90\.yaml:\d+:\d+: /);
    expect(await sequences().live()).toEqual([]);
  });

  test('--dry-run says what would be published, and publishes nothing', async () => {
    const { code, out } = await place.run('publish', ...ON, '--dry-run', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      place: 'stage prod',
      dryRun: true,
      sequences: [
        { sequence: 'gentle-90', status: 'wouldPublish', version: 1 },
        { sequence: 'valued-365', status: 'wouldPublish', version: 1 },
      ],
      withoutFile: [],
    });
    expect(await sequences().live()).toEqual([]);
  });

  test('a sequence that is live without a file is told', async () => {
    await sequences().publish(aPublishedFile());
    const { code, out, err } = await place.run('publish', ...ON, '--sequence', 'valued-365', '--json');
    expect({ code, err }).toEqual({
      code: 0,
      err: 'gentle is live in stage prod and has no file here: it goes on as it was published.\n',
    });
    expect(JSON.parse(out)).toMatchObject({ withoutFile: ['gentle'], sequences: [{ status: 'published' }] });
  });
});

describe('import', () => {
  const words = ['import', '--orders', 'orders.csv', '--customers', 'customers.csv', ...ON];

  test('whoever is known by orders only is written without any way to be reached', async () => {
    const { code, out, err } = await place.run(...words);
    expect(code).toBe(0);
    expect(
      out
        .split('\n')
        .filter((line) => !line.startsWith('It took '))
        .slice(0, 4),
    ).toEqual([
      '5 rows read, 3 accepted, 2 rejected.',
      '2 customers are new, 0 changed, 0 stayed as before.',
      '1 new customer came without details and cannot be reached:',
      '--customers has addresses and consents.',
    ]);
    expect(err).toContain('orders.csv:4: ordered_on: lies in the future');
    expect(err).toContain('orders.csv:5: ordered_on: no such date');
    const [known, unknown] = await Promise.all([customer('A1'), customer('A2')]);
    expect(known).toMatchObject({ email: 'ada@customer.example', consent: { email: { state: 'granted' } } });
    expect(unknown).toMatchObject({ consent: {}, activity: { order: { last: '2025-11-20', spent: 5_550 } } });
    for (const field of ['email', 'phone']) expect(unknown).not.toHaveProperty(field);
    expect(unknown && reachableChannels(unknown)).toEqual([]);
  });

  test('the same files again change nothing', async () => {
    await place.run(...words);
    const { out } = await place.run(...words, '--json');
    const counts = { read: 5, accepted: 3, rejected: 2, created: 0, changed: 0, unchanged: 2 };
    expect(JSON.parse(out)).toMatchObject({ ...counts, madeUp: 0, unreachable: 0 });
  });
});

test('fit learns from the customers of a stage, and keeps it there', async () => {
  const nobody = await place.run('fit', ...ON);
  expect(nobody).toMatchObject({
    code: 1,
    out: 'Nobody in stage prod has ordered yet: there is nothing to learn from.\n',
  });
  await place.run('import', '--orders', 'orders.csv', ...ON);
  const { code, out } = await place.run('fit', ...ON, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    place: 'stage prod',
    status: 'unfit',
    version: 1,
    customers: 2,
    before: null,
  });
  const models = createDynamoModels({ client: stage.client, table: stage.tables.models, clock: systemClock });
  expect(await models.newest()).toMatchObject({ version: 1, customers: 2, value: { by: 'spent' } });
});

test('a customer whose row is broken is told by id, everybody else is imported, and the answer is no', async () => {
  await stage.client.send(
    new PutCommand({ TableName: stage.tables.customers, Item: { customerId: 'A1', revision: 3, firstName: 7 } }),
  );
  await place.write('nos.csv', 'customer_id,email,email_consent\nA1,x,no\nA2,ben@customer.example,no\n');
  const { code, out, err } = await place.run('import', '--customers', 'nos.csv', '--json', ...ON);
  expect(code).toBe(1);
  const { failed, created } = JSON.parse(out);
  expect(created).toBe(1);
  expect(failed).toEqual([{ customerId: 'A1', because: expect.stringContaining('firstName') }]);
  expect(err).toContain('nos.csv:2: email: not an email address; the no was not recorded');
  expect(err).toContain('1 customer could not be imported; all others were.');
  expect(err).toContain(`customer A1: ${failed[0].because}\n`);
  expect((await customer('A2'))?.consent.email?.state).toBe('withdrawn');
});

test('explain answers a stranger with no', async () => {
  await sequences().publish(aPublishedFile());
  const stranger = await place.run('explain', 'B1', ...ON);
  expect(stranger).toEqual({ code: 1, out: 'There is no customer B1 in stage prod.\n', err: '' });
});

test('the report is that of the last daily count, and says when that was', async () => {
  await sequences().publish(aPublishedFile());
  const asOf = InstantSchema.parse('2026-02-19T13:00:00.000Z');
  const figures = createDynamoFigures({ client: stage.client, table: stage.tables.figures });
  await figures.put({ ...emptyReport(SequenceNameSchema.parse('gentle'), 2, asOf), enrolled: 12 });
  const { code, out } = await place.run('report', ...ON);
  expect(code).toBe(0);
  expect(out).toMatch(/^Counted on Feb 19, 2026, 8:00\sAM \(America\/New_York\)\.\n\ngentle, version 2\n/);
  expect(out).toMatch(/^enrolled +12$/m);
  const json = await place.run('report', ...ON, '--sequence', 'gentle', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ asOf, sequences: [{ version: 2, enrolled: 12 }] });
});

describe('a stage that cannot be worked with is bad input in plain words', () => {
  const explained = (...words: string[]) => place.run('explain', 'A1', ...words);

  test.each([
    [
      'not deployed',
      'staging',
      'stage staging is not deployed in this account and region (stack Winback-staging): npx cdk deploy Winback-staging',
    ],
    ['not known', 'prdo', 'there is no stage "prdo"; did you mean "prod"? (infra/stages.ts has dev, staging, prod)'],
  ])('%s', async (_what, name, words) => {
    expect(await explained('--stage', name)).toEqual({ code: 2, out: '', err: `${words}\n` });
  });

  test('its stack was never whole', async () => {
    stage.says({ status: 'ROLLBACK_COMPLETE' });
    const { code, out, err } = await explained(...ON);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^stage prod cannot be used: its stack Winback-prod is in the state ROLLBACK_COMPLETE; /);
  });

  test('its last deployment failed: that is said, and the work is done', async () => {
    await customers().save(ada);
    stage.says({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    const { code, err } = await explained(...ON);
    expect(code).toBe(0);
    expect(err).toBe(
      'The last deployment of Winback-prod did not go through (UPDATE_ROLLBACK_COMPLETE); working with what is there.\n',
    );
  });

  test.each([
    ['AWS_REGION', /^stage prod: no AWS region is set, or none that exists; set AWS_REGION, such as eu-west-1\n$/],
    ['AWS_ACCESS_KEY_ID', /^stage prod: there are no AWS credentials to work with; sign in .*AWS_PROFILE.*\n$/],
  ])('without %s', async (variable, words) => {
    vi.stubEnv(variable, undefined);
    const { code, out, err } = await explained(...ON);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(words);
  });

  test('nobody answers for its tables', async () => {
    const gone = await loopback(() => {});
    await gone.close();
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', gone.url);
    const { code, out, err } = await explained(...ON);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^stage prod: AWS cannot be reached \(ECONNREFUSED\); /);
  });

  test('a stage and a local world at once are bad usage', async () => {
    const { code, err } = await explained(...ON, '--data', 'shop');
    expect(code).toBe(2);
    expect(err).toContain("error: option '--stage <name>' cannot be used with option '--data <folder>'");
  });
});
