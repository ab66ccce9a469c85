// Who is woken, by what, and what do they read first? Every alarm is made here, and names its heading in the runbook.
import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Stage } from './stages.ts';

export type AlarmProps = {
  /** A sentence that says what is wrong; also the heading in docs/runbook.md. */
  readonly title: string;
  /** What the business or its customers feel while this lasts. */
  readonly impact: string;
  readonly metric: IMetric;
  /** @default 1 */
  readonly threshold?: number;
  /** @default - at or above the threshold */
  readonly below?: boolean;
  /** How many periods in a row. @default 1 */
  readonly periods?: number;
  /** What no data means. @default fine */
  readonly silence?: keyof typeof SILENCE;
};

/** `as before`: whatever was last known still holds. */
const SILENCE = {
  fine: TreatMissingData.NOT_BREACHING,
  alarming: TreatMissingData.BREACHING,
  'as before': TreatMissingData.IGNORE,
};

/** Where all alarms of a stage stand and who hears of them. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly #stage: Stage;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    this.#stage = stage;
    this.topic = new Topic(this, 'Topic', { displayName: `Winback ${stage.name}`, enforceSSL: true });
    // A topic with a policy of its own has lost the one by which the account's alarms may speak to it.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    for (const address of stage.alarmsTo) this.topic.addSubscription(new EmailSubscription(address));
  }

  /** An alarm that stands under what it watches. */
  add(scope: Construct, id: string, props: AlarmProps): Alarm {
    const alarm = new Alarm(scope, id, {
      alarmName: `winback-${this.#stage.name}: ${props.title}`,
      alarmDescription: `${props.impact} What to do: docs/runbook.md, "${props.title}".`,
      metric: props.metric,
      threshold: props.threshold ?? 1,
      comparisonOperator:
        props.below === true
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData: SILENCE[props.silence ?? 'fine'],
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    return alarm;
  }
}

/** Metrics of queues and functions come once a minute; five of them are soon enough and do not flicker. */
export const FIVE_MINUTES = Duration.minutes(5);

/** A finding of a rule that is right as it is here, with the reason why. */
export function acknowledge(construct: Construct, reason: string, ...ids: readonly string[]): void {
  for (const id of ids) Validations.of(construct).acknowledge({ id, reason });
}
