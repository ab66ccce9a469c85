// The daily report: the figures of every sequence version, and the end of enrollments whose journey is overdue.
import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DailySchedule } from './daily-schedule.ts';
import { allow, type EnrollmentGround, enrollmentVariables, grantEnds, grantEnrollments } from './enrollment-door.ts';
import { WinbackFunction } from './winback-function.ts';

/** Early in the morning, so that the figures of a day are there when people come to work. */
const REPORT_AT = '05:00';
const REPORT_MEGABYTES = 1_024;

export type ReportingProps = EnrollmentGround & { readonly alarms: Alarms; readonly timeZone: string };

export class Reporting extends Construct {
  readonly report: WinbackFunction<'report'>;

  constructor(scope: Construct, id: string, props: ReportingProps) {
    super(scope, id);
    const { stage, alarms, tables } = props;
    this.report = new WinbackFunction(this, 'Report', {
      stage,
      alarms,
      door: 'report',
      calledBy: 'events',
      called: 'Reporting',
      impact: 'The figures of the report are those of an earlier day.',
      environment: { ...enrollmentVariables(props), FIGURES_TABLE: tables.figures.tableName },
      timeout: Duration.minutes(15),
      memorySize: REPORT_MEGABYTES,
    });
    grantEnrollments(this.report.function, props);
    grantEnds(this.report.function, props);
    allow(this.report.function, tables.enrollments, 'Scan');
    allow(this.report.function, tables.figures, 'PutItem');
    new DailySchedule(this, 'Schedule', {
      alarms,
      called: 'The daily report',
      impact: 'The figures of the report are those of an earlier day.',
      target: this.report,
      order: { report: true },
      at: REPORT_AT,
      timeZone: props.timeZone,
    });
  }
}
