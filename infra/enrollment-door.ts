// What does every function need that reads or moves enrollments? One list of variables and one of permissions.
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Variables } from '../functions/runtime/env.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';

export type EnrollmentGround = {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly stateMachine: StateMachine;
};

/** The variables that all such doors share. */
export function enrollmentVariables({ stage, tables, stateMachine }: EnrollmentGround): Variables<'close'> {
  return {
    CUSTOMERS_TABLE: tables.customers.tableName,
    ENROLLMENTS_TABLE: tables.enrollments.tableName,
    JOURNAL_TABLE: tables.journal.tableName,
    SEQUENCES_TABLE: tables.sequences.tableName,
    STATE_MACHINE_ARN: stateMachine.stateMachineArn,
    TIME_SCALE: String(stage.timeScale),
  };
}

/** Reads and changes rows of customers and enrollments, writes facts, reads published versions. */
export function grantEnrollments(to: IGrantable, { tables }: Pick<EnrollmentGround, 'tables'>): void {
  allow(to, tables.customers, 'GetItem', 'PutItem');
  allow(to, tables.enrollments, 'GetItem', 'PutItem');
  allow(to, tables.journal, 'BatchWriteItem');
  allow(to, tables.sequences, 'GetItem');
}

/** Answers task tokens: ends journeys. */
export function grantEnds(to: IGrantable, { stateMachine }: Pick<EnrollmentGround, 'stateMachine'>): void {
  stateMachine.grants.actions(to, 'states:SendTaskSuccess');
}

/** Answers task tokens: ends journeys, gives them other plans, parks them. */
export function grantAnswers(to: IGrantable, { stateMachine }: Pick<EnrollmentGround, 'stateMachine'>): void {
  stateMachine.grants.actions(to, 'states:SendTaskSuccess', 'states:SendTaskFailure');
}

/** These operations on this table and no others. */
export function allow(to: IGrantable, table: TableV2, ...operations: readonly string[]): void {
  table.grants.actions(to, ...operations.map((operation) => `dynamodb:${operation}`));
}
