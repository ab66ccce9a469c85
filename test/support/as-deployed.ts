// A template as it reads once it is deployed: every reference is the name, ARN or address that AWS would put there.
import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

const ResourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
});
type Resource = z.output<typeof ResourceSchema>;
const ResourcesSchema = z.record(z.string(), ResourceSchema);
const AttributeSchema = z.tuple([z.string(), z.string()]);
const JoinSchema = z.tuple([z.string(), z.array(z.unknown())]);

/** What people call the things whose names do not follow from their place in the stack. */
const NAMES: Readonly<Record<string, string>> = {
  AlarmsTopic: 'alarms',
  ImportingBucket: 'uploads',
  ImportingImportsQueue: 'import-queue',
  ImportingUploadsQueue: 'upload-queue',
  JourneyParkedQueue: 'parked-queue',
  JourneyStateMachine: 'journeys',
  JourneyTouchesQueue: 'touch-queue',
  ResponsesQueue: 'response-queue',
  ResponsesSecret: 'responses-secret',
  ScanEnrollsQueue: 'enroll-queue',
  ScanScansQueue: 'scan-queue',
  SendingEmail: 'email',
  SendingFeedback: 'feedback',
  SendingLinksSecret: 'links-secret',
  SendingSms: 'sms',
  ContactsSecret: 'contacts-secret',
  WebhooksSecret: 'webhooks-secret',
  WebhooksInbound: 'inbound',
  WebhooksBus: 'bus',
};

/** What stands before the name in an ARN, by type: the service, and perhaps the kind of resource. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'dynamodb table/',
  'AWS::Events::Rule': 'events rule/',
  'AWS::Lambda::Function': 'lambda function:',
  'AWS::Logs::LogGroup': 'logs log-group:',
  'AWS::S3::Bucket': 's3 ',
  'AWS::SecretsManager::Secret': 'secretsmanager secret:',
  'AWS::SMSVOICE::ConfigurationSet': 'sms-voice configuration-set/',
  'AWS::SNS::Topic': 'sns ',
  'AWS::SQS::Queue': 'sqs ',
  'AWS::StepFunctions::StateMachine': 'states stateMachine:',
};
const REF_IS_ARN = new Set(['AWS::SecretsManager::Secret', 'AWS::SNS::Topic', 'AWS::StepFunctions::StateMachine']);
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::URLSuffix': 'amazonaws.com',
};

/**
 * The resources of a template by name, without a single reference left. `queuesAt` is the origin of the queues' URLs, to
 * which the SDK sends. Throws TypeError for an intrinsic function that it does not know, and for two of the same name.
 */
export function asDeployed(template: Template, queuesAt = `https://sqs.${REGION}.amazonaws.com`) {
  const resources = ResourcesSchema.parse(template.toJSON().Resources);

  function ref(id: string): string {
    const type = resources[id]?.Type ?? '';
    if (REF_IS_ARN.has(type)) return attribute(id, 'Arn');
    if (type === 'AWS::SQS::Queue') return `${queuesAt}/${ACCOUNT}/${nameOf(id)}`;
    return PSEUDO[id] ?? nameOf(id);
  }

  function attribute(id: string, name: string): string {
    if (name === 'ApiEndpoint') return 'https://api.shop.example.com';
    const [service, kind = ''] = (ARNS[resources[id]?.Type ?? ''] ?? '').split(' ');
    return name === 'Arn' && service !== ''
      ? `arn:aws:${service}:${REGION}:${ACCOUNT}:${kind}${nameOf(id)}`
      : `${nameOf(id)}.${name}`;
  }

  function value(of: unknown): unknown {
    if (Array.isArray(of)) return of.map(value);
    if (typeof of !== 'object' || of === null) return of;
    const [[name, argument] = ['', undefined], ...more] = Object.entries(of);
    if (more.length === 0 && name === 'Ref') return ref(String(argument));
    if (more.length === 0 && name === 'Fn::GetAtt') return attribute(...AttributeSchema.parse(argument));
    if (more.length === 0 && name === 'Fn::Join') {
      const [separator, parts] = JoinSchema.parse(argument);
      return parts.map(value).join(separator);
    }
    if (more.length === 0 && name === 'Fn::Sub' && typeof argument === 'string')
      return argument.replace(/\$\{(\w+(?:::\w+)?)\}/g, (_whole, id: string) => ref(id));
    if (name.startsWith('Fn::')) throw new TypeError(`the template uses ${name}; teach test/support/as-deployed.ts`);
    return Object.fromEntries(Object.entries(of).map(([key, one]) => [key, value(one)]));
  }

  const named = new Map<string, Resource>();
  for (const [id, resource] of Object.entries(resources)) {
    if (named.has(nameOf(id))) throw new TypeError(`two resources are called ${nameOf(id)}`);
    named.set(nameOf(id), ResourceSchema.parse(value(resource)));
  }
  return named;
}
export type Deployed = ReturnType<typeof asDeployed>;

/** The name of a resource: functions are called like their doors, tables like their stores. */
function nameOf(id: string): string {
  const place = id.replace(/[0-9A-F]{8}$/, '');
  const [, table, door] = /^(?:Tables([A-Z][a-z]+)|(?:[A-Z]\w*)?([A-Z][a-z]+)Function)$/.exec(place) ?? [];
  return NAMES[place] ?? (table ?? door)?.toLowerCase() ?? place;
}

/** The part of an ARN that says which resource it is, without its kind where the name says enough. */
export function shortOf(arn: string): string {
  const [, , , , , ...resource] = arn.split(':');
  return resource.length === 0 ? arn : resource.join(':').replace(/^(?:table\/|secret:|stateMachine:|function:)/, '');
}
