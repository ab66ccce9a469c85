// The journeys: the state machine of the plan, the touches that it asks for, and what becomes of those that break.
import { CfnResource, Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';

import { DefinitionBody, LogLevel, QueryLanguage, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { type Alarms, acknowledge } from './alarms.ts';
import { allow, enrollmentVariables, grantAnswers, grantEnds, grantEnrollments } from './enrollment-door.ts';
import { journeyAlarms } from './journey-alarms.ts';
import { vendedLogOf } from './log.ts';
import { paceOf } from './pace.ts';
import type { Sending } from './sending.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WinbackFunction } from './winback-function.ts';
import { DeadLetters, WinbackQueue } from './winback-queue.ts';

const TOUCH_TIMEOUT = Duration.seconds(30);
/** Some 100 ms at the provider, and four requests to DynamoDB. Shorter, and SES throttles, which is made up for later. */
const SECONDS_PER_TOUCH = 0.15;
/** A send window is hours long; a touch that waits an hour is late, and still in time. */
const TOUCH_PATIENCE = Duration.hours(1);
/**
 * More than elsewhere: a throttled send counts as a delivery although nothing is wrong with it, and ten of them, three
 * minutes apart, outlast a provider that is down for half an hour.
 */
const TOUCH_DELIVERIES = 10;

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
    acknowledge(
      this.parked,
      'Nobody reads it but an operator: it is the end of the way, and an alarm watches it.',
      'AwsSolutions-SQS3',
    );
    this.stateMachine = this.#stateMachine(props);
    this.touch = this.#touch(props);
    this.close = this.#close(props);
    journeyAlarms(this, this.stateMachine, props);
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
        destination: vendedLogOf(this, 'Log', stage, 'journeys'),
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
        MODELS_TABLE: tables.models.tableName,
        REPUTATION_TABLE: tables.reputation.tableName,
        LINKS_BASE_URL: linksBaseUrl,
      },
      timeout: TOUCH_TIMEOUT,
    });
    touch.reads(this.touches, paceOf(stage.email.perSecond, SECONDS_PER_TOUCH));
    grantEnrollments(touch.function, ground);
    allow(touch.function, tables.enrollments, 'UpdateItem');
    allow(touch.function, tables.incentives, 'PutItem', 'UpdateItem');
    // What a customer is worth decides what they are offered.
    allow(touch.function, tables.models, 'Query');
    // Each email is counted, and too many complaints hold all of them.
    allow(touch.function, tables.reputation, 'GetItem', 'UpdateItem');
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
}
