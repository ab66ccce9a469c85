// Where does something write down what it does, and for how long is that kept?
import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Stage } from './stages.ts';

/**
 * The log of a service that AWS itself writes into. Under this name all such groups share one line of the account's policy
 * for logs, which is full after a few dozen others (Step Functions developer guide, logging).
 */
export function vendedLogOf(scope: Construct, id: string, stage: Stage, name: string): LogGroup {
  return logOf(scope, id, stage, `/aws/vendedlogs/winback/${stage.name}/${name}`);
}

/** A log group that forgets after the days of its stage. It holds ids only, so nothing is lost with the stack. */
export function logOf(scope: Construct, id: string, { logDays }: Stage, logGroupName?: string): LogGroup {
  return new LogGroup(scope, id, {
    ...(logGroupName === undefined ? {} : { logGroupName }),
    // The cast: RetentionDays is an enum of numbers of days, and a stage has only numbers that are in it.
    retention: logDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
