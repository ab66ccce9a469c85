import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { OUTPUTS } from '../../infra/outputs.ts';
import { aStage, PROD, templateOf, WITHOUT_SMS } from '../support/synthesised.ts';

let template: Template;
beforeAll(async () => {
  template = await templateOf(PROD);
});

// The cast: assertions hand out properties as they stand in the template.
const all = (type: string, from: Template = template) =>
  Object.entries(from.findResources(type)) as [
    string,
    { Properties: Record<string, never>; DeletionPolicy?: string },
  ][];

describe('the tables', () => {
  test('are paid by request, can be brought back to any second, and cannot be deleted by mistake', () => {
    const tables = all('AWS::DynamoDB::GlobalTable');
    expect(tables).toHaveLength(12);
    for (const [, { Properties, DeletionPolicy }] of tables) {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        Replicas: [
          {
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        ],
      });
      expect(DeletionPolicy).toBe('Retain');
    }
  });

  test('forget the journal, the intake, receipts and complaints by their own attribute, and nothing else', () => {
    const forgetful = all('AWS::DynamoDB::GlobalTable').filter(
      ([, { Properties }]) => 'TimeToLiveSpecification' in Properties,
    );
    expect(forgetful.map(([, { Properties }]) => Properties)).toMatchObject([
      {
        KeySchema: [{ AttributeName: 'customerId' }, { AttributeName: 'factKey' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
      {
        KeySchema: [{ AttributeName: 'id' }, { AttributeName: 'place' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
      {
        KeySchema: [{ AttributeName: 'id' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
      {
        KeySchema: [{ AttributeName: 'day' }, { AttributeName: 'entry' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    ]);
  });

  test('go with a stage whose data may be deleted', async () => {
    const other = await templateOf(aStage((prod) => ({ ...prod, data: 'delete' })));
    for (const [, { Properties, DeletionPolicy }] of all('AWS::DynamoDB::GlobalTable', other)) {
      expect(Properties).toMatchObject({ Replicas: [{ DeletionProtectionEnabled: false }] });
      expect(DeletionPolicy).toBe('Delete');
    }
  });
});

describe('the queues', () => {
  test('are encrypted, and refuse whoever speaks to them in the clear', () => {
    const policies = JSON.stringify(template.findResources('AWS::SQS::QueuePolicy'));
    for (const [id, { Properties }] of all('AWS::SQS::Queue')) {
      expect(Properties).toMatchObject({ SqsManagedSseEnabled: true });
      expect(policies).toContain(`"${id}"`);
    }
    for (const [, { Properties }] of all('AWS::SQS::QueuePolicy')) {
      expect(JSON.stringify(Properties)).toContain('"aws:SecureTransport":"false"');
    }
  });

  test('hide a message for six times as long as its reader may take, and have dead letters', () => {
    const readers = all('AWS::Lambda::EventSourceMapping');
    expect(readers).toHaveLength(6);
    for (const [, { Properties }] of readers) {
      const mapping = Properties as unknown as {
        EventSourceArn: { 'Fn::GetAtt': [string, string] };
        FunctionName: { Ref: string };
      };
      const queue = template.findResources('AWS::SQS::Queue')[mapping.EventSourceArn['Fn::GetAtt'][0]]?.Properties;
      const reader = template.findResources('AWS::Lambda::Function')[mapping.FunctionName.Ref]?.Properties;
      expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * reader.Timeout);
      expect(queue.RedrivePolicy.maxReceiveCount).toBeGreaterThanOrEqual(5);
      expect(Properties).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: expect.any(Number) },
      });
    }
  });
});

describe('the bucket of uploads', () => {
  test('is encrypted, shut for the public, and keeps nobody longer than a week, or a week more what was overwritten or has expired', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          ...['imports/', 'rejects/', 'reports/'].map((Prefix) =>
            Match.objectLike({
              Prefix,
              ExpirationInDays: 7,
              NoncurrentVersionExpiration: { NoncurrentDays: 7 },
              Status: 'Enabled',
            }),
          ),
          Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' }),
        ],
      },
    });
    const [policy] = all('AWS::S3::BucketPolicy');
    expect(JSON.stringify(policy)).toContain('"aws:SecureTransport":"false"');
  });

  test('tells of each file once, by a rule, without a function in between', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [Match.anyValue()] }, object: { key: [{ prefix: 'imports/' }] } },
      }),
    });
    template.resourceCountIs('Custom::S3BucketNotifications', 0);
  });
});

describe('the schedules', () => {
  test("wake the scan at the shop's own hour, in its own time zone, with a window and dead letters", () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 10 * * ? *)',
      ScheduleExpressionTimezone: 'America/New_York',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      State: 'ENABLED',
      Target: Match.objectLike({ Input: '{"plan":true}', DeadLetterConfig: { Arn: Match.anyValue() } }),
    });
  });

  test('wake the fit once a week, early on a Monday', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 4 ? * MON *)',
      ScheduleExpressionTimezone: 'America/New_York',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      State: 'ENABLED',
      Target: Match.objectLike({ Input: '{"fit":true}', DeadLetterConfig: { Arn: Match.anyValue() } }),
    });
  });
});

describe('the journeys', () => {
  test('run the file of the plan, traced, with nothing of their input in the log', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      DefinitionSubstitutions: { TouchQueueUrl: Match.anyValue(), ParkedQueueUrl: Match.anyValue() },
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: Match.objectLike({ Level: 'FATAL', IncludeExecutionData: false }),
    });
  });

  test('that break are told to the function that calls their enrollments off; those that end as planned are not', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({
        source: ['aws.states'],
        detail: Match.objectLike({ status: ['FAILED', 'TIMED_OUT', 'ABORTED'] }),
      }),
    });
  });
});

describe('what comes back', () => {
  test('bounces and complaints come by a topic, everything else of SES by EventBridge, each by one way only', () => {
    const events = all('AWS::SES::ConfigurationSetEventDestination').map(
      ([, { Properties }]) =>
        (Properties as unknown as { EventDestination: { MatchingEventTypes: string[]; SnsDestination?: unknown } })
          .EventDestination,
    );
    const bySns = events
      .filter(({ SnsDestination }) => SnsDestination !== undefined)
      .flatMap((one) => one.MatchingEventTypes);
    const byBus = events
      .filter(({ SnsDestination }) => SnsDestination === undefined)
      .flatMap((one) => one.MatchingEventTypes);
    expect(bySns.sort()).toEqual(['bounce', 'complaint']);
    expect(byBus.sort()).toEqual(['click', 'delivery', 'open', 'reject', 'renderingFailure', 'send']);
  });

  test("SES's own greeting to a new topic never reaches the queue", () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'sqs',
      RawMessageDelivery: true,
      FilterPolicyScope: 'MessageBody',
      FilterPolicy: { eventType: ['Bounce', 'Complaint', 'TEXT_INVALID'] },
      RedrivePolicy: Match.anyValue(),
    });
  });

  test('by the API is throttled, and logged by route, never by path or address', () => {
    const [stage] = all('AWS::ApiGatewayV2::Stage');
    const properties = stage?.[1].Properties as unknown as {
      DefaultRouteSettings: { ThrottlingRateLimit: number };
      AccessLogSettings: { Format: string };
    };
    expect(properties.DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
    expect(properties.AccessLogSettings.Format).not.toMatch(/path|sourceIp|userAgent/i);
  });
});

describe('a stage', () => {
  test('tells those who work with it everything that they ask for', () => {
    expect(Object.keys(template.findOutputs('*')).sort()).toEqual([...OUTPUTS].sort());
  });

  test('without SMS has nothing of it, and says so', async () => {
    // Only the ground is looked at; whether the plan fits is asked before (plan.test.ts).
    const other = await templateOf(WITHOUT_SMS);
    other.resourceCountIs('AWS::SMSVOICE::ConfigurationSet', 0);
    expect(JSON.stringify(other.toJSON())).not.toContain('sms-voice:SendTextMessage');
    expect(other.findOutputs('SmsConfigurationSet')).toMatchObject({ SmsConfigurationSet: { Value: 'none' } });
  });

  test('knows no account and no region of ours', () => {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/\b\d{12}\b|"(?:us|eu|ap)-[a-z]+-\d"/);
  });

  test('keeps its secrets out of the template and out of the environment', () => {
    for (const [, { Properties }] of all('AWS::SecretsManager::Secret')) {
      expect(Properties).not.toHaveProperty('SecretString');
      expect(Properties).toMatchObject({ GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } });
    }
    expect(JSON.stringify(template.findResources('AWS::Lambda::Function'))).not.toContain('{{resolve:');
  });
});
