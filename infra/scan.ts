// The daily look for quiet customers: schedule, plan, parts of the table, and the customers put forward.
import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DailySchedule } from './daily-schedule.ts';
import { allow, type EnrollmentGround, enrollmentVariables, grantEnrollments } from './enrollment-door.ts';
import { LEAST_CONCURRENCY, paceOf } from './pace.ts';
import { WinbackFunction } from './winback-function.ts';
import { WinbackQueue } from './winback-queue.ts';

/** Lambda's longest. A worker stops short of it and queues the rest of its part. */
const SCAN_TIMEOUT = Duration.minutes(15);
const ENROLL_TIMEOUT = Duration.minutes(1);
const SCAN_MEGABYTES = 1_024;
/** Found once more by tomorrow's scan at the latest. */
const DELIVERIES = 5;
/** More than elsewhere: on the day of a large backlog Step Functions may throttle a start several times. */
const ENROLL_DELIVERIES = 10;
/** Step Functions starts 150 executions a second in its smaller regions (its quotas), and others may use it too. */
const ENROLLMENTS_PER_SECOND = 100;
/** An enrollment takes five requests to DynamoDB, or seven where so many may enter a day, and one to Step Functions. */
const SECONDS_PER_ENROLLMENT = 0.1;
const MOST_SCANS_AT_ONCE = 50;

export type ScanProps = EnrollmentGround & {
  readonly alarms: Alarms;
  readonly timeZone: string;
  /** "10:00", in that zone. */
  readonly at: string;
};

export class Scan extends Construct {
  readonly scans: WinbackQueue;
  readonly enrolls: WinbackQueue;
  readonly schedule: DailySchedule;
  readonly plan: WinbackFunction<'plan'>;
  readonly scan: WinbackFunction<'scan'>;
  readonly enroll: WinbackFunction<'enroll'>;

  constructor(scope: Construct, id: string, props: ScanProps) {
    super(scope, id);
    const { stage, alarms, tables, stateMachine } = props;
    const intake = { MODELS_TABLE: tables.models.tableName, INTAKE_TABLE: tables.intake.tableName };
    this.scans = new WinbackQueue(this, 'Scans', {
      alarms,
      called: 'Parts of the scan',
      impact:
        "A part of the customers is not looked at, and sequences with a limit per day take in nobody; tomorrow's scan looks again.",
      readerTimeout: SCAN_TIMEOUT,
      mostPatience: Duration.hours(4),
      deliveries: DELIVERIES,
    });
    this.enrolls = new WinbackQueue(this, 'Enrolls', {
      alarms,
      called: 'New enrollments',
      impact: "Dormant customers are not enrolled; tomorrow's scan puts them forward again.",
      readerTimeout: ENROLL_TIMEOUT,
      mostPatience: Duration.hours(4),
      deliveries: ENROLL_DELIVERIES,
    });
    this.plan = new WinbackFunction(this, 'Plan', {
      stage,
      alarms,
      door: 'plan',
      calledBy: 'events',
      called: 'Planning the scan',
      impact: 'Nobody is found dormant today.',
      environment: { SCAN_QUEUE_URL: this.scans.queue.queueUrl, SEGMENTS: String(stage.scanSegments) },
      timeout: Duration.minutes(1),
    });
    this.scans.queue.grantSendMessages(this.plan.function);
    this.scan = new WinbackFunction(this, 'Scan', {
      stage,
      alarms,
      door: 'scan',
      calledBy: 'a queue',
      called: 'Scanning',
      impact: 'Nobody is found dormant today.',
      environment: {
        CUSTOMERS_TABLE: tables.customers.tableName,
        SEQUENCES_TABLE: tables.sequences.tableName,
        ...intake,
        REPUTATION_TABLE: tables.reputation.tableName,
        SCAN_QUEUE_URL: this.scans.queue.queueUrl,
        ENROLL_QUEUE_URL: this.enrolls.queue.queueUrl,
      },
      timeout: SCAN_TIMEOUT,
      memorySize: SCAN_MEGABYTES,
      callsItself: true,
    });
    const concurrency = Math.min(MOST_SCANS_AT_ONCE, Math.max(LEAST_CONCURRENCY, stage.scanSegments));
    this.scan.reads(this.scans, { batch: 1, concurrency });
    allow(this.scan.function, tables.customers, 'Scan');
    allow(this.scan.function, tables.sequences, 'GetItem');
    allow(this.scan.function, tables.models, 'Query');
    // Too many complaints, and nobody new is taken in.
    allow(this.scan.function, tables.reputation, 'GetItem');
    // The line of those who wait, the parts that ended, and how many are in.
    allow(this.scan.function, tables.intake, 'PutItem', 'UpdateItem', 'Query', 'GetItem');
    this.scans.queue.grantSendMessages(this.scan.function);
    this.enrolls.queue.grantSendMessages(this.scan.function);
    this.enroll = new WinbackFunction(this, 'Enroll', {
      stage,
      alarms,
      door: 'enroll',
      calledBy: 'a queue',
      called: 'Enrolling',
      impact: 'Dormant customers are not enrolled.',
      environment: { ...enrollmentVariables(props), ...intake, REPUTATION_TABLE: tables.reputation.tableName },
      timeout: ENROLL_TIMEOUT,
    });
    this.enroll.reads(this.enrolls, paceOf(ENROLLMENTS_PER_SECOND, SECONDS_PER_ENROLLMENT));
    grantEnrollments(this.enroll.function, props);
    allow(this.enroll.function, tables.models, 'Query');
    allow(this.enroll.function, tables.intake, 'UpdateItem', 'Query');
    allow(this.enroll.function, tables.reputation, 'GetItem');
    stateMachine.grants.startExecution(this.enroll.function);
    this.schedule = new DailySchedule(this, 'Schedule', {
      alarms,
      called: 'The daily scan',
      impact: 'Nobody is found dormant, so no journey begins.',
      target: this.plan,
      order: { plan: true },
      at: props.at,
      timeZone: props.timeZone,
    });
  }
}
