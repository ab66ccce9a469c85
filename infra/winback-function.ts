// The house's function: a bundled door on arm64 with exactly its variables, its own log, tracing, and an alarm that says
// what its failure means to the business.
import { fileURLToPath } from 'node:url';
import type { Duration, Size } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DoorName, Variables } from '../functions/runtime/env.ts';
import { type Alarms, acknowledge, FIVE_MINUTES } from './alarms.ts';
import { BUNDLING } from './bundling.ts';
import { logOf } from './log.ts';
import type { Stage } from './stages.ts';
import { DeadLetters, type WinbackQueue } from './winback-queue.ts';

const HOME = fileURLToPath(new URL('..', import.meta.url));
/** Enough processor for a fast start; the work itself needs a fraction. */
const DEFAULT_MEGABYTES = 512;

/** Who calls the function decides what becomes of a call that fails. */
type CalledBy = 'a queue' | 'HTTP' | 'events';

export type WinbackFunctionProps<Door extends DoorName> = {
  readonly stage: Stage;
  readonly alarms: Alarms;
  /** The door: functions/<door>.ts, with the variables of that name in functions/runtime/env.ts. */
  readonly door: Door;
  readonly calledBy: CalledBy;
  /** Begins a sentence: "The scan". Its alarm is called "The scan fails". */
  readonly called: string;
  /** What customers or the business feel while it fails. */
  readonly impact: string;
  readonly environment: Variables<Door>;
  readonly timeout: Duration;
  /** @default 512 */
  readonly memorySize?: number;
  /** How much it may put into /tmp. @default 512 MB */
  readonly diskSize?: Size;
  /** It queues work for itself, which Lambda would take for a loop and end after some sixteen rounds. @default false */
  readonly callsItself?: boolean;
};

export class WinbackFunction<Door extends DoorName> extends Construct {
  readonly function: NodejsFunction;
  readonly log: LogGroup;
  readonly #stage: string;
  /** Of a function that events call: the calls that were given up. */
  readonly deadLetters: DeadLetters | undefined;

  constructor(scope: Construct, id: string, props: WinbackFunctionProps<Door>) {
    super(scope, id);
    const { stage, alarms, door, called, impact, calledBy } = props;
    this.#stage = stage.name;
    this.log = logOf(this, 'Log', stage);
    this.deadLetters =
      calledBy === 'events'
        ? new DeadLetters(this, 'DeadLetters', { alarms, title: `${called} was given up`, impact })
        : undefined;
    // Of its own, because AWS's ready-made policy may write into every log of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.log.grantWrite(role);
    this.function = new NodejsFunction(this, 'Function', {
      role,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      entry: `${HOME}functions/${door}.ts`,
      projectRoot: HOME,
      depsLockFilePath: `${HOME}package-lock.json`,
      // The cast: the variables of a door are texts, which a generic type does not show.
      environment: props.environment as Record<string, string>,
      timeout: props.timeout,
      memorySize: props.memorySize ?? DEFAULT_MEGABYTES,
      ...(props.diskSize === undefined ? {} : { ephemeralStorageSize: props.diskSize }),
      tracing: Tracing.ACTIVE,
      logGroup: this.log,
      // Without the system's own lines for each call, which cost as much as ours and say nothing that metrics do not.
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      ...(props.callsItself === true ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
      ...(this.deadLetters === undefined ? {} : { deadLetterQueue: this.deadLetters.queue }),
      bundling: {
        format: OutputFormat.ESM,
        minify: BUNDLING.minify,
        target: BUNDLING.target,
        mainFields: BUNDLING.mainFields,
        banner: BUNDLING.banner.js,
        bundleAwsSDK: true,
        // The size of every bundle is no news.
        logLevel: LogLevel.WARNING,
        esbuildArgs: Object.fromEntries(
          Object.entries(BUNDLING.alias).map(([name, file]) => [`--alias:${name}`, file]),
        ),
      },
    });
    alarms.add(this, 'Failing', {
      title: `${called} fails`,
      impact,
      metric: calledBy === 'HTTP' ? this.answered(500, 599) : this.function.metricErrors({ period: FIVE_MINUTES }),
    });
    this.#acknowledge(calledBy);
  }

  /** Lets a queue call the function: batches whose records fail one by one, at a pace. */
  reads(source: WinbackQueue, { batch, concurrency }: { readonly batch: number; readonly concurrency: number }): void {
    this.function.addEventSource(
      new SqsEventSource(source.queue, {
        batchSize: batch,
        maxConcurrency: concurrency,
        reportBatchItemFailures: true,
      }),
    );
  }

  /**
   * How many requests an HTTP door answered with a status between these two. It answers its own faults too, and Lambda
   * knows nothing of them: they are counted from its log.
   */
  answered(from: number, to: number): Metric {
    const filter = new MetricFilter(this, `Answered${from}`, {
      logGroup: this.log,
      filterPattern: FilterPattern.all(
        FilterPattern.numberValue('$.statusCode', '>=', from),
        FilterPattern.numberValue('$.statusCode', '<=', to),
      ),
      metricNamespace: `Winback/${this.#stage}`,
      metricName: `${this.node.id}Answered${from}`,
      metricValue: '1',
    });
    return filter.metric({ statistic: 'Sum', period: FIVE_MINUTES });
  }

  #acknowledge(calledBy: CalledBy): void {
    acknowledge(
      this,
      'X-Ray takes segments from whoever has these two actions; it knows no resources (test/infra/permissions.test.ts lists all).',
      'AwsSolutions-IAM5[Resource::*]',
    );
    if (calledBy === 'a queue')
      acknowledge(
        this.function,
        'Its queue keeps what fails, and has dead letters.',
        'Serverless-LambdaDLQ',
        'Serverless-LambdaEventSourceMappingDestination',
      );
    if (calledBy === 'HTTP')
      acknowledge(this.function, 'Its caller hears of a failure at once and calls again.', 'Serverless-LambdaDLQ');
  }
}
