// What does a deployed stack tell those who work with it? The names of its outputs; the command line reads them by name.
export const OUTPUTS = [
  'CustomersTable',
  'EnrollmentsTable',
  'JournalTable',
  'SequencesTable',
  'IncentivesTable',
  'FiguresTable',
  'ModelsTable',
  'IntakeTable',
  'ContactsTable',
  'ConsentsTable',
  'ReceiptsTable',
  'ReputationTable',
  'ScanQueueUrl',
  'EnrollQueueUrl',
  'TouchQueueUrl',
  'ParkedQueueUrl',
  'ResponsesQueueUrl',
  'UploadsQueueUrl',
  'ImportsQueueUrl',
  /** Where files are uploaded, under imports/customers/, imports/orders/ or imports/activities/. */
  'ImportsBucket',
  /** The URLs of all queues of dead letters, separated by spaces. */
  'DeadLetterQueueUrls',
  'StateMachineArn',
  'ScanScheduleName',
  'ApiUrl',
  'LinksBaseUrl',
  'LinksSecretArn',
  'ResponsesSecretArn',
  /** Names addresses and numbers by their keyed hash. Never to be replaced. */
  'ContactsSecretArn',
  /** What connected providers prove themselves by: JSON by their names. */
  'WebhooksSecretArn',
  /** The bus on which a shop in AWS puts what it knows of customers. */
  'ResponsesBus',
  /** Where a number for two-way SMS leaves what customers text back. */
  'InboundTopicArn',
  'EmailConfigurationSet',
  /** `none` in a stage without SMS. */
  'SmsConfigurationSet',
  'DashboardUrl',
] as const;
export type OutputName = (typeof OUTPUTS)[number];

/** The name of the CloudFormation stack of a stage. */
export function stackNameOf(stage: string): string {
  return `Winback-${stage}`;
}
