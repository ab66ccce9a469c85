// Where does something write down what it does, and for how long is that kept?
import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Stage } from './stages.ts';

/** A log group that forgets after the days of its stage. It holds ids only, so nothing is lost with the stack. */
export function logOf(scope: Construct, id: string, { logDays }: Stage): LogGroup {
  return new LogGroup(scope, id, {
    // The cast: RetentionDays is an enum of numbers of days, and a stage has only numbers that are in it.
    retention: logDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
