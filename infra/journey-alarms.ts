// When do journeys need somebody? They fail, run out of time, are throttled, or become too many.
import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { type Alarms, FIVE_MINUTES } from './alarms.ts';
import type { Stage } from './stages.ts';

/** How much of the account's quota of open executions may be used before somebody is told. */
const OPEN_JOURNEYS_SHARE = 0.8;

export function journeyAlarms(
  scope: Construct,
  stateMachine: StateMachine,
  { alarms, stage }: { readonly alarms: Alarms; readonly stage: Stage },
): void {
  const period = { period: FIVE_MINUTES };
  alarms.add(scope, 'Failed', {
    title: 'Journeys fail',
    impact: 'Customers get no further message of their sequence.',
    metric: stateMachine.metricFailed(period),
  });
  alarms.add(scope, 'TimedOut', {
    title: 'Journeys time out',
    impact: 'Customers get no further message of their sequence.',
    metric: stateMachine.metricTimedOut(period),
  });
  alarms.add(scope, 'Throttled', {
    title: 'Journeys are throttled',
    impact: 'Messages leave late: more journeys move at once than Step Functions lets this account move.',
    metric: stateMachine.metricThrottled(period),
  });
  alarms.add(scope, 'Open', {
    title: 'Open journeys come near the limit',
    impact: 'At the limit, nobody new can be enrolled.',
    // Counted over the account and region, as the quota is.
    metric: new Metric({
      namespace: 'AWS/States',
      metricName: 'OpenExecutionCount',
      period: Duration.hours(1),
      statistic: 'Maximum',
    }),
    threshold: OPEN_JOURNEYS_SHARE * stage.openJourneysQuota,
  });
}
