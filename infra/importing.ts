// Files of customers and what they did: a bucket to put them into, who reads them, and who brings them into the rows.
import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { REJECTS, REPORTS, UPLOADS } from '#adapters/files/upload-prefixes';
import type { Shop } from '#core/shop';
import { type Alarms, acknowledge, FIVE_MINUTES } from './alarms.ts';
import { allow } from './enrollment-door.ts';
import { LEAST_CONCURRENCY } from './pace.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WinbackFunction } from './winback-function.ts';
import { WinbackQueue } from './winback-queue.ts';

/**
 * A file is read within minutes; a week is long enough to look at what became of it, and as short as its contents deserve. A
 * report has numbers, but also names of columns, and whoever uploads a file without a header has a person's cells there.
 */
const DAYS_KEPT = 7;
/** Lambda's longest: some ten million rows. */
const GATHER_TIMEOUT = Duration.minutes(15);
/** One whole processor, which is what reading takes. */
const GATHER_MEGABYTES = 1_769;
/** The rows of a file lie on disk while they are sorted by customer, and so do those that were not taken. */
const GATHER_DISK = Size.gibibytes(8);
/** Some five hundred customers, sixteen side by side, at two requests to DynamoDB each: a second, on most days. */
const IMPORT_TIMEOUT = Duration.minutes(2);
const DELIVERIES = 5;
const PATIENCE = Duration.hours(1);
/** Two functions with sixteen writes at once each stay below the 4,000 a second that a new table takes. */
const ONE_BY_ONE = { batch: 1, concurrency: LEAST_CONCURRENCY } as const;
const IMPACT = 'What an uploaded file knows of customers, a no among it, does not reach their rows.';

export type ImportingProps = {
  readonly stage: Stage;
  readonly alarms: Alarms;
  readonly tables: Tables;
  /** Names contacts by their keyed hash. */
  readonly contactsSecret: Secret;
  readonly shop: Pick<Shop, 'timeZone' | 'currency' | 'activities'>;
};

export class Importing extends Construct {
  readonly bucket: Bucket;
  readonly uploads: WinbackQueue;
  readonly imports: WinbackQueue;

  constructor(scope: Construct, id: string, props: ImportingProps) {
    super(scope, id);
    const { alarms } = props;
    this.uploads = new WinbackQueue(this, 'Uploads', {
      alarms,
      called: 'Uploaded files',
      impact: IMPACT,
      readerTimeout: GATHER_TIMEOUT,
      mostPatience: Duration.hours(4),
      deliveries: DELIVERIES,
    });
    this.imports = new WinbackQueue(this, 'Imports', {
      alarms,
      called: 'Customers to import',
      impact: IMPACT,
      readerTimeout: IMPORT_TIMEOUT,
      mostPatience: PATIENCE,
      deliveries: DELIVERIES,
    });
    this.bucket = this.#bucket(props);
    this.#gather(props);
    this.#import(props);
  }

  #bucket({ stage }: ImportingProps): Bucket {
    const kept = (prefix: string) => ({
      id: prefix.replace('/', ''),
      prefix,
      expiration: Duration.days(DAYS_KEPT),
      noncurrentVersionExpiration: Duration.days(DAYS_KEPT),
    });
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // Two files under one key are two files: the noes of the first are read also when the second comes before that.
      versioned: true,
      lifecycleRules: [
        ...[UPLOADS, REJECTS, REPORTS].map(kept),
        { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: stage.data === 'keep' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(
      bucket,
      'Files lie here for a week or two, and only those put or read them whom the account lets; a log of that is CloudTrail, where it is wanted.',
      'AwsSolutions-S1',
    );
    // The construct's own way of saying so is a function more, with permissions on every bucket.
    const { defaultChild } = bucket.node;
    if (CfnBucket.isCfnBucket(defaultChild))
      defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    new Rule(this, 'Uploaded', {
      description: 'Files that were put into the bucket of imports',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix: UPLOADS }] } },
      },
      targets: [new SqsQueue(this.uploads.queue, { deadLetterQueue: this.uploads.deadLetters.queue })],
    });
    return bucket;
  }

  #gather({ stage, alarms, shop }: ImportingProps): void {
    const gather = new WinbackFunction(this, 'Gather', {
      stage,
      alarms,
      door: 'gather',
      calledBy: 'a queue',
      called: 'Reading uploaded files',
      impact: IMPACT,
      environment: {
        IMPORTS_BUCKET: this.bucket.bucketName,
        IMPORTS_QUEUE_URL: this.imports.queue.queueUrl,
        TIME_ZONE: shop.timeZone,
        CURRENCY: shop.currency,
        ...(shop.activities.length === 0 ? {} : { ACTIVITIES: shop.activities.join() }),
      },
      timeout: GATHER_TIMEOUT,
      memorySize: GATHER_MEGABYTES,
      diskSize: GATHER_DISK,
    });
    gather.reads(this.uploads, ONE_BY_ONE);
    const refused = new MetricFilter(this, 'Refused', {
      logGroup: gather.log,
      filterPattern: FilterPattern.numberValue('$.answers.refused', '>=', 1),
      metricNamespace: `Winback/${stage.name}`,
      metricName: 'uploadsRefused',
      metricValue: '1',
    });
    alarms.add(this, 'RefusedUploads', {
      title: 'An uploaded file was refused',
      impact: IMPACT,
      metric: refused.metric({ statistic: 'Sum', period: FIVE_MINUTES }),
    });
    this.imports.queue.grantSendMessages(gather.function);
    const objects = (...prefixes: readonly string[]) =>
      prefixes.map((prefix) => this.bucket.arnForObjects(`${prefix}*`));
    gather.function.addToRolePolicy(
      // The first for events of before the bucket had versions.
      new PolicyStatement({ actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: objects(UPLOADS) }),
    );
    gather.function.addToRolePolicy(
      new PolicyStatement({ actions: ['s3:PutObject'], resources: objects(REJECTS, REPORTS) }),
    );
    const { defaultChild } = this.bucket.node;
    const bucketId = CfnBucket.isCfnBucket(defaultChild) ? Stack.of(this).getLogicalId(defaultChild) : '';
    acknowledge(
      gather,
      'Files are called as whoever uploads them likes; what lies under these three beginnings is all that the bucket is for.',
      ...[UPLOADS, REJECTS, REPORTS].map((prefix) => `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/${prefix}*]`),
    );
  }

  #import({ stage, alarms, tables, contactsSecret }: ImportingProps): void {
    const importer = new WinbackFunction(this, 'Import', {
      stage,
      alarms,
      door: 'import',
      calledBy: 'a queue',
      called: 'Importing customers',
      impact: IMPACT,
      environment: {
        CUSTOMERS_TABLE: tables.customers.tableName,
        CONTACTS_TABLE: tables.contacts.tableName,
        CONTACTS_SECRET_ARN: contactsSecret.secretArn,
        CONSENTS_TABLE: tables.consents.tableName,
      },
      timeout: IMPORT_TIMEOUT,
    });
    importer.reads(this.imports, ONE_BY_ONE);
    allow(importer.function, tables.customers, 'GetItem', 'PutItem');
    // Whose an address is, and what was said about writing to it.
    allow(importer.function, tables.contacts, 'PutItem', 'DeleteItem', 'GetItem', 'Query');
    allow(importer.function, tables.consents, 'PutItem');
    contactsSecret.grantRead(importer.function);
  }
}
