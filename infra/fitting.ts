// The weekly fit: how customers order, leave and spend, learned anew from their rows.
import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { allow } from './enrollment-door.ts';
import { RegularSchedule } from './regular-schedule.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WinbackFunction } from './winback-function.ts';

/** Habits change over months. Early on a Monday, so that the week's scans all judge by the same model. */
const FIT_ON = 'monday';
const FIT_AT = '04:00';
/** Of 300,000 customers, the most that are learned from, some 350 are needed; the rest makes the processor faster. */
const FIT_MEGABYTES = 1_024;

export type FittingProps = {
  readonly stage: Stage;
  readonly alarms: Alarms;
  readonly tables: Tables;
  readonly timeZone: string;
};

/**
 * A failure rings. That it was not called at all does not: CloudWatch looks back seven days at most, too few to miss what comes
 * every seven, and a model that is some weeks old does little harm.
 */
export class Fitting extends Construct {
  readonly fit: WinbackFunction<'fit'>;

  constructor(scope: Construct, id: string, { stage, alarms, tables, timeZone }: FittingProps) {
    super(scope, id);
    this.fit = new WinbackFunction(this, 'Fit', {
      stage,
      alarms,
      door: 'fit',
      calledBy: 'events',
      called: 'Fitting',
      impact: "Personal clocks and customers' values go by what was learned in an earlier week.",
      environment: {
        CUSTOMERS_TABLE: tables.customers.tableName,
        MODELS_TABLE: tables.models.tableName,
        TIME_ZONE: timeZone,
      },
      timeout: Duration.minutes(15),
      memorySize: FIT_MEGABYTES,
    });
    allow(this.fit.function, tables.customers, 'Scan');
    allow(this.fit.function, tables.models, 'Query', 'PutItem');
    new RegularSchedule(this, 'Schedule', {
      called: 'The weekly fit',
      target: this.fit,
      order: { fit: true },
      ...{ on: FIT_ON, at: FIT_AT, timeZone },
    });
  }
}
