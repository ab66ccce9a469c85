// Something that a function does once a day, in the shop's own time, and whose absence somebody notices.
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { RegularSchedule, type RegularScheduleProps } from './regular-schedule.ts';

/** A day, the window in which Scheduler may start it, and what CloudWatch needs to know. */
const HOURS_OF_SILENCE = 26;

export type DailyScheduleProps = Omit<RegularScheduleProps, 'on'> & {
  readonly alarms: Alarms;
  /** What customers or the business feel when it did not run. The alarm is called "The daily scan did not run". */
  readonly impact: string;
};

export class DailySchedule extends RegularSchedule {
  constructor(scope: Construct, id: string, { alarms, impact, ...props }: DailyScheduleProps) {
    super(scope, id, props);
    alarms.add(this, 'Missed', {
      title: `${props.called} did not run`,
      impact,
      metric: props.target.function.metricInvocations({ period: Duration.hours(1), statistic: 'Sum' }),
      below: true,
      periods: HOURS_OF_SILENCE,
      silence: 'alarming',
    });
  }
}
