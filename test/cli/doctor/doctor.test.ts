import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { AccessDeniedException, PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { GetServiceQuotaCommand, ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AccountFacts } from '#adapters/aws/account';
import { type RecordName, recordKey } from '#adapters/aws/account-dns';
import { createLookingClients } from '#adapters/aws/looking-clients';
import { InstantSchema } from '#core/time';
import { accountFacts } from '../../../cli/doctor/account-facts.ts';
import { wantedRecords } from '../../../cli/doctor/dns-findings.ts';
import { doctor } from '../../../cli/doctor/doctor.ts';
import type { Wanted } from '../../../cli/doctor/readiness.ts';
import { createTerminal } from '../../../cli/terminal.ts';
import { DEPLOYED, READY, seen } from '../../support/ready-account.ts';
import { aWorkplace, type Workplace } from '../../support/winback-command.ts';
import { CREDENTIALS } from '../../support/wire.ts';

const NOW = InstantSchema.parse('2026-07-01T13:00:00.000Z');
const ENVIRONMENT = {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PROFILE: undefined,
  AWS_REGION: undefined,
  AWS_DEFAULT_REGION: undefined,
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
  AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
  AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
};
const ses = mockClient(SESv2Client);
const sms = mockClient(PinpointSMSVoiceV2Client);
const quotas = mockClient(ServiceQuotasClient);
const cloudFormation = mockClient(CloudFormationClient);

beforeEach(() => {
  // Nothing of whoever runs the tests may reach the command.
  for (const [name, value] of Object.entries(ENVIRONMENT)) vi.stubEnv(name, value);
  for (const mock of [ses, sms, quotas, cloudFormation]) mock.reset();
});
afterEach(() => {
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

/** What the command says about these facts for stage prod of the project's own settings. */
async function said(
  facts: (wanted: Wanted) => Promise<AccountFacts>,
  { json = false, columns }: { readonly json?: boolean; readonly columns?: number } = {},
): Promise<string> {
  const written: string[] = [];
  const out = { write: (text: string) => written.push(text), isTTY: columns !== undefined, columns };
  await doctor('prod', createTerminal(json, { out, err: out }), { now: () => NOW, facts });
  return written.join('');
}

/** An account in which all is as this stage wants it. */
async function allWell(wanted: Wanted): Promise<AccountFacts> {
  const names = wantedRecords(wanted.email, READY.email.identity);
  const stack = seen({ ...DEPLOYED, outputs: wanted.stack.outputs });
  return { ...READY, dns: new Map(names.map((name) => [recordKey(name), seen([goodRecord(name)])])), stack };
}

function goodRecord({ type, name }: RecordName): string {
  const [label = ''] = name.split('.');
  if (type === 'CNAME') return `${label}.dkim.amazonses.com`;
  return label === '_dmarc' ? 'v=DMARC1; p=none' : 'v=spf1 include:amazonses.com ~all';
}

/** The account behind the mocks, as the command looks at it. */
function mocked(wanted: Wanted): Promise<AccountFacts> {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', CREDENTIALS.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', CREDENTIALS.secretAccessKey);
  const resolver = { resolveTxt: async () => [], resolveCname: async () => [], cancel: () => {} };
  return accountFacts(wanted, { clients: createLookingClients(), resolver });
}

describe('an account in which all is well', () => {
  test('is ready, and the command succeeds', async () => {
    const text = await said(allWell);
    expect(text).toMatch(/^account\n {2}ok {7}credentials {4}account 123456789012 in us-east-1\n\nemail\n {2}ok/);
    expect(text).toContain('\nstack\n');
    expect(text).toMatch(/\nStage prod is ready to send: 2 warnings\.\n$/);
    expect(text).toContain('do: map a domain of yours to the API');
    expect(text).toContain('do: put addresses into alarmsTo');
    expect(process.exitCode).toBeUndefined();
  });

  test('is ready for scripts too, on one object', async () => {
    const answer = JSON.parse(await said(allWell, { json: true }));
    expect(answer).toMatchObject({ stage: 'prod', ready: true });
    expect(answer.findings[0]).toEqual({
      group: 'account',
      name: 'credentials',
      status: 'ok',
      found: 'account 123456789012 in us-east-1',
    });
    expect(answer.findings.at(-1)).toMatchObject({ group: 'stack', name: 'alarms', todo: expect.any(String) });
  });
});

test('on a screen no line is longer than it', async () => {
  const lines = (await said(allWell, { columns: 80 })).split('\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.filter((line) => /^ {10,}\S/.test(line)).length).toBeGreaterThan(1);
});

describe('an account that is not ready', () => {
  beforeEach(() => {
    ses.on(GetAccountCommand).resolves({
      ProductionAccessEnabled: false,
      SendingEnabled: true,
      SendQuota: { Max24HourSend: 200, MaxSendRate: 1 },
    });
    ses.on(GetEmailIdentityCommand).rejects(new NotFoundException({ message: 'words', $metadata: {} }));
    sms.onAnyCommand().rejects(new AccessDeniedException({ message: 'words', $metadata: {} }));
    quotas.on(ListServiceQuotasCommand).resolves({ Quotas: [] });
    quotas.on(GetServiceQuotaCommand).resolves({ Quota: { Value: 10 } });
    cloudFormation
      .on(DescribeStacksCommand)
      .rejects(Object.assign(new Error('Stack with id Winback-prod does not exist'), { name: 'ValidationError' }));
  });

  test('is told all that is wrong at once, before the stack is there, and the command fails', async () => {
    const text = await said(mocked);
    for (const words of [
      'the account is in the SES sandbox',
      'SES takes up to 1 a second',
      'aws sesv2 create-email-identity',
      'has no DMARC record',
      'allow sms-voice:DescribePools to whoever runs the doctor',
      '1,000,000 executions (infra/stages.ts; ask Service Quotas)',
      '10 functions may run at once',
      'Winback-prod is not deployed yet in this account and region',
      'do: npx cdk deploy Winback-prod',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toMatch(
      /\nStage prod is not ready to send: \d+ problems, 3 that could not be looked at, 2 warnings\.\n$/,
    );
    expect(process.exitCode).toBe(1);
  });

  test('is told to scripts', async () => {
    const answer = JSON.parse(await said(mocked, { json: true }));
    expect(answer.ready).toBe(false);
    expect(answer.findings).toContainEqual({
      group: 'sms',
      name: 'tier',
      status: 'unknown',
      found: 'AWS did not let us look: sms-voice:DescribeAccountAttributes is not allowed',
      todo: 'allow sms-voice:DescribeAccountAttributes to whoever runs the doctor',
    });
    expect(process.exitCode).toBe(1);
  });
});

describe('the command itself', () => {
  let place: Workplace;
  beforeAll(async () => {
    place = await aWorkplace();
  });
  afterAll(() => place.leave());

  test('without credentials and region says what to set, and is bad usage', async () => {
    const { code, out, err } = await place.run('doctor', '--stage', 'prod', '--json');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/^no AWS region is set.*AWS_REGION/),
      expect.stringMatching(/^there are no AWS credentials.*aws sso login.*AWS_PROFILE/),
      '',
    ]);
  });

  test('knows the stages', async () => {
    const { code, err } = await place.run('doctor', '--stage', 'prd');
    expect(code).toBe(2);
    expect(err).toContain('did you mean "prod"?');
  });

  test('wants a stage', async () => {
    expect((await place.run('doctor')).code).toBe(2);
  });
});
