import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { templateOf } from '../support/synthesised.ts';

let template: Template;
beforeAll(async () => {
  template = await templateOf();
});

/**
 * CloudFormation knows a resource by its logical id alone, which comes from the names of constructs. Under a new id an
 * update would make an empty one and let go of the old: tables without their rows, links in mailboxes that lead nowhere,
 * journeys that die with their state machine. A change here needs a migration, and a word in the changelog.
 */
const SURVIVORS: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::GlobalTable': [
    'TablesConsents75144558',
    'TablesContactsF93627A8',
    'TablesCustomersB22215AC',
    'TablesEnrollments4E670C2D',
    'TablesFigures523E2569',
    'TablesIncentives034A4A68',
    'TablesIntake6DD33BB2',
    'TablesJournalD18905C8',
    'TablesModelsD8B8EE26',
    'TablesReceipts2A0CAD9F',
    'TablesReputationCD5DE2B2',
    'TablesSequences668AA17C',
  ],
  'AWS::S3::Bucket': ['ImportingBucket34D4B0D8'],
  'AWS::SecretsManager::Secret': [
    'ContactsSecret986DB592',
    'ResponsesSecret57C4EECA',
    'SendingLinksSecretF929B940',
    'WebhooksSecret14C8806E',
  ],
  'AWS::StepFunctions::StateMachine': ['JourneyStateMachine79E50E5D'],
  'AWS::ApiGatewayV2::Api': ['ResponsesApi1D2FB8A2'],
};

test.each(Object.entries(SURVIVORS))('what must outlive every update keeps its id: %s', (type, ids) => {
  expect(Object.keys(template.findResources(type)).sort()).toEqual(ids);
});

test('secrets are made once: another way of making them would replace what signed every link', () => {
  for (const { Properties } of Object.values(template.findResources('AWS::SecretsManager::Secret'))) {
    expect(Properties.GenerateSecretString).toEqual({
      ExcludePunctuation: true,
      GenerateStringKey: 'current',
      IncludeSpace: false,
      PasswordLength: 64,
      SecretStringTemplate: '{}',
    });
  }
});
