// The journeys: the state machine of the plan, the touches that it asks for, and what becomes of those that break.
import { CfnResource, Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';

import { DefinitionBody, LogLevel, QueryLanguage, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { type Alarms, acknowledge, FIVE_MINUTES } from './alarms.ts';
import { allow, enrollmentVariables, grantAnswers, grantEnds, grantEnrollments } from './enrollment-door.ts';
import { logOf } from './log.ts';
import { paceOf } from './pace.ts';
import type { Sending } from './sending.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WinbackFunction } from './winback-function.ts';
import { DeadLetters, WinbackQueue } from './winback-queue.ts';

const TOUCH_TIMEOUT = Duration.seconds(30);
/** A send window is hours long; a touch that waits an hour is late, and still in time. */
const TOUCH_PATIENCE = Duration.hours(1);
/**
 * More than elsewhere: a throttled send counts as a delivery although nothing is wrong with it, and ten of them, three
 * minutes apart, outlast a provider that is down for half an hour.
 */
const TOUCH_DELIVERIES = 10;
/** Step Functions' quota of open executions in an account and region, unless AWS raised it; tell at four fifths. */
const OPEN_JOURNEYS_WARNING = 800_000;

export type JourneyProps = {
  readonly stage: Stage;
  readonly alarms: Alarms;
  readonly tables: Tables;
  readonly sending: Sending;
  /** workflows/journey.asl.json, as text. */
  readonly definition: string;
  readonly linksBaseUrl: string;
};

export class Journey extends Construct {
  readonly stateMachine: StateMachine;
  readonly touches: WinbackQueue;
  readonly parked: DeadLetters;
  readonly touch: WinbackFunction<'touch'>;
  readonly close: WinbackFunction<'close'>;

  constructor(scope: Construct, id: string, props: JourneyProps) {
    super(scope, id);
    const { alarms } = props;
    this.touches = new WinbackQueue(this, 'Touches', {
      alarms,
      called: 'Touches',
      impact: 'Customers get their messages late, or a touch is left out.',
      readerTimeout: TOUCH_TIMEOUT,
      mostPatience: TOUCH_PATIENCE,
      deliveries: TOUCH_DELIVERIES,
    });
    this.parked = new DeadLetters(this, 'Parked', {
      alarms,
      title: 'A journey is parked',
      impact: 'A customer gets no further message of this sequence, because their journey broke.',
    });
    this.stateMachine = this.#stateMachine(props);
    this.touch = this.#touch(props);
    this.close = this.#close(props);
    this.#alarms(alarms);
  }

  #stateMachine({ stage, definition }: JourneyProps): StateMachine {
    const machine = new StateMachine(this, 'StateMachine', {
      comment: 'One enrollment, from its first touch to its outcome (workflows/journey.asl.json)',
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: {
        TouchQueueUrl: this.touches.queue.queueUrl,
        ParkedQueueUrl: this.parked.queue.queueUrl,
      },
      queryLanguage: QueryLanguage.JSONATA,
      tracingEnabled: true,
      logs: {
        destination: logOf(this, 'Log', stage),
        // Journeys that break, and no more: at the next level each leg that ends in silence is an error with a line of its
        // own. Step Functions keeps their histories itself.
        level: LogLevel.FATAL,
        includeExecutionData: false,
      },
    });
    // cfn-lint 1.58 knows TimeoutSeconds as a number only; in JSONata it may be an expression. Our tests judge the file.
    const resource = machine.node.defaultChild;
    if (CfnResource.isCfnResource(resource)) {
      resource.addMetadata('cfn-lint', { config: { ignore_checks: ['E3601'] } });
    }
    this.touches.queue.grantSendMessages(machine);
    this.parked.queue.grantSendMessages(machine);
    acknowledge(
      machine,
      'Broken journeys only: Step Functions keeps the history of each journey for 90 days, and logging all of it would cost more than the journeys.',
      'AwsSolutions-SF1',
    );
    acknowledge(
      machine,
      'X-Ray and the delivery of logs know no resources for these actions.',
      'AwsSolutions-IAM5[Resource::*]',
    );
    return machine;
  }

  #touch({ stage, alarms, tables, sending, linksBaseUrl }: JourneyProps): WinbackFunction<'touch'> {
    const ground = { stage, tables, stateMachine: this.stateMachine };
    const touch = new WinbackFunction(this, 'Touch', {
      stage,
      alarms,
      door: 'touch',
      calledBy: 'a queue',
      called: 'Sending touches',
      impact: 'No message leaves.',
      environment: {
        ...enrollmentVariables(ground),
        ...sending.variables(),
        INCENTIVES_TABLE: tables.incentives.tableName,
        LINKS_BASE_URL: linksBaseUrl,
      },
      timeout: TOUCH_TIMEOUT,
    });
    touch.reads(this.touches, paceOf(stage.email.perSecond));
    grantEnrollments(touch.function, ground);
    allow(touch.function, tables.enrollments, 'UpdateItem');
    allow(touch.function, tables.incentives, 'PutItem', 'UpdateItem');
    grantAnswers(touch.function, ground);
    sending.grantSend(touch.function);
    return touch;
  }

  #close({ stage, alarms, tables }: JourneyProps): WinbackFunction<'close'> {
    const ground = { stage, tables, stateMachine: this.stateMachine };
    const close = new WinbackFunction(this, 'Close', {
      stage,
      alarms,
      door: 'close',
      calledBy: 'events',
      called: 'Calling off broken journeys',
      impact:
        'A customer whose journey broke stays enrolled, and is free for other sequences only after the next report.',
      environment: enrollmentVariables(ground),
      timeout: Duration.minutes(1),
    });
    grantEnrollments(close.function, ground);
    grantEnds(close.function, ground);
    new Rule(this, 'JourneyBroke', {
      description: 'Journeys that did not end as planned: their enrollments are called off',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [this.stateMachine.stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
      targets: [
        new LambdaFunction(
          close.function,
          close.deadLetters === undefined ? {} : { deadLetterQueue: close.deadLetters.queue },
        ),
      ],
    });
    return close;
  }

  #alarms(alarms: Alarms): void {
    const period = { period: FIVE_MINUTES };
    alarms.add(this, 'Failed', {
      title: 'Journeys fail',
      impact: 'Customers get no further message of their sequence.',
      metric: this.stateMachine.metricFailed(period),
    });
    alarms.add(this, 'TimedOut', {
      title: 'Journeys time out',
      impact: 'Customers get no further message of their sequence.',
      metric: this.stateMachine.metricTimedOut(period),
    });
    alarms.add(this, 'Throttled', {
      title: 'Journeys are throttled',
      impact: 'Messages leave late: more journeys move at once than Step Functions lets this account move.',
      metric: this.stateMachine.metricThrottled(period),
    });
    alarms.add(this, 'Open', {
      title: 'Open journeys come near the limit',
      impact: 'At the limit, nobody new can be enrolled.',
      // Counted over the account and region, as the quota is.
      metric: this.stateMachine
        .metric('OpenExecutionCount', { period: Duration.hours(1), statistic: 'Maximum' })
        .with({ dimensionsMap: {} }),
      threshold: OPEN_JOURNEYS_WARNING,
    });
  }
}
