// The house's queue: encrypted, TLS only, with dead letters, and with alarms on both its age and its dead letters.
import { Duration } from 'aws-cdk-lib';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Alarms, acknowledge, FIVE_MINUTES } from './alarms.ts';

/** SQS keeps messages no longer; an operator has two weeks to mend what broke. */
const LONGEST_KEPT = Duration.days(14);
/** AWS's advice for queues that Lambda reads: a message must stay hidden while its batch is throttled and tried again. */
const VISIBILITY_TIMES_TIMEOUT = 6;

export type WinbackQueueProps = {
  readonly alarms: Alarms;
  /** What its messages are called, as a plural that begins a sentence: "Touches". */
  readonly called: string;
  /** What customers or the business feel while its messages wait, and when they are lost. */
  readonly impact: string;
  /** The time-out of the function that reads it. */
  readonly readerTimeout: Duration;
  /** How long the oldest message may wait before somebody is told. */
  readonly mostPatience: Duration;
  /** How often a message is delivered before it goes to the dead letters. */
  readonly deliveries: number;
};

export class WinbackQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, props: WinbackQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'DeadLetters', {
      alarms: props.alarms,
      title: `${props.called} were given up`,
      impact: props.impact,
    });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: LONGEST_KEPT,
      visibilityTimeout: Duration.seconds(props.readerTimeout.toSeconds() * VISIBILITY_TIMES_TIMEOUT),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: props.deliveries },
    });
    props.alarms.add(this, 'Waiting', {
      title: `${props.called} wait too long`,
      impact: props.impact,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: 'Maximum' }),
      threshold: props.mostPatience.toSeconds(),
    });
  }
}

export type DeadLettersProps = {
  readonly alarms: Alarms;
  /** A sentence that says what it means that something lies here; also the heading in the runbook. */
  readonly title: string;
  readonly impact: string;
};

/** The end of a way: what lies here is read by an operator, and one message is one too many. */
export class DeadLetters extends Construct {
  readonly queue: IQueue;

  constructor(scope: Construct, id: string, { alarms, title, impact }: DeadLettersProps) {
    super(scope, id);
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: LONGEST_KEPT,
    });
    acknowledge(
      queue,
      'It is the end of the way: an alarm watches it, and an operator reads it.',
      'Serverless-SQSRedrivePolicy',
    );
    alarms.add(this, 'NotEmpty', {
      title,
      impact,
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: 'Maximum' }),
    });
    this.queue = queue;
  }
}
