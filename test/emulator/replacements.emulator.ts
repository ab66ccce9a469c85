import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { forEmulator, REPLACEMENTS } from './replacements.ts';
import type { Template } from './template.ts';

const WITNESS = 'http://127.0.0.1:1';

function aTemplate(): Template {
  const resource = (Type: string, Properties: Record<string, unknown> = {}, path = 'S/X/Function/Resource') => ({
    Type,
    Properties,
    Metadata: { 'aws:cdk:path': path },
  });
  const generated = { GenerateSecretString: { ExcludePunctuation: true } };
  return {
    Resources: {
      Sms: resource('AWS::SMSVOICE::ConfigurationSet'),
      Secret: resource('AWS::SecretsManager::Secret', generated),
      One: resource('AWS::CloudWatch::Alarm', { MetricName: 'Errors' }),
      Touch: resource(
        'AWS::Lambda::Function',
        { Environment: { Variables: { SET: { Ref: 'Sms' }, LINKS_SECRET_ARN: { Ref: 'Secret' } } } },
        'S/Journey/Touch/Function/Resource',
      ),
      Daily: resource('AWS::Scheduler::Schedule', { State: 'ENABLED' }),
    },
    Outputs: {},
  };
}

test('everything in the table is replaced, and nothing else', () => {
  const { Resources } = forEmulator(aTemplate(), WITNESS);
  expect(Object.keys(Resources)).toEqual(['Secret', 'One', 'Touch', 'Daily']);
  expect(Resources.Daily?.Properties).toEqual({ State: 'DISABLED' });
  expect(Resources.Touch?.Properties).toEqual({
    Environment: {
      Variables: {
        SET: 'winback-emulator-sms',
        LINKS_SECRET_ARN: { 'Fn::GetAtt': ['Secret', 'Id'] },
        AWS_ENDPOINT_URL_SESV2: `${WITNESS}/Touch/ses`,
        AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: `${WITNESS}/Touch/sms`,
        AWS_ENDPOINT_URL_DYNAMODB: `${WITNESS}/Touch/dynamodb`,
      },
    },
  });
});

test.each(['Sms', 'Secret', 'Touch', 'Daily'])('a table that finds no %s to replace is out of date', (name) => {
  const template = aTemplate();
  delete template.Resources[name];
  expect(() => forEmulator(template, WITNESS)).toThrow('take the entry out');
});

test('docs/architecture.md lists as many', async () => {
  const text = await readFile(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
  const table = text.split('| Not as in AWS |')[1]?.split('\n\n')[0]?.split('\n').slice(2);
  expect(table).toHaveLength(REPLACEMENTS.length);
});

test('every replacement says what is not as in AWS, and why', () => {
  for (const { what, because } of REPLACEMENTS) expect([what, because].every((text) => text.length > 20)).toBe(true);
});
