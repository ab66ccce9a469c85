// Who hears that too many customers complain, and that Winback has acted on it by itself?
import { type Alarm, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { MET_LEVELS } from '#core/reputation';
import { type Alarms, FIVE_MINUTES } from './alarms.ts';
import type { Stage } from './stages.ts';
import type { WinbackFunction } from './winback-function.ts';

type Met = (typeof MET_LEVELS)[number];
/** What to say at each level; the rates stand in core/reputation.ts and in the runbook. */
const LEVELS: Readonly<Record<Met, { readonly title: string; readonly impact: string }>> = {
  warned: {
    title: 'Complaints come near the limit',
    impact: 'If it goes on, nobody new is enrolled, and then nothing is sent.',
  },
  paused: {
    title: 'Enrolling is paused by complaints',
    impact: 'Nobody new enters any sequence for at least a week.',
  },
  stopped: {
    title: 'Sending is stopped by complaints',
    impact: 'Nothing promotional leaves, by email or SMS, for at least a week.',
  },
};

export type ComplaintsProps = {
  readonly stage: Stage;
  readonly alarms: Alarms;
  /** Counts complaints, and writes down each that meets a level. */
  readonly respond: WinbackFunction<'respond'>;
};

export class Complaints extends Construct {
  /** One for each level, for the dashboard. */
  readonly levels: readonly Alarm[];

  constructor(scope: Construct, id: string, { stage, alarms, respond }: ComplaintsProps) {
    super(scope, id);
    const metricOf = (level: Met): Metric =>
      new MetricFilter(this, `${level}Filter`, {
        logGroup: respond.log,
        filterPattern: FilterPattern.stringValue('$.tripped', '=', level),
        metricNamespace: `Winback/${stage.name}`,
        metricName: `complaints-${level}`,
        metricValue: '1',
      }).metric({ statistic: Stats.SUM, period: FIVE_MINUTES });
    this.levels = MET_LEVELS.map((level) => alarms.add(this, level, { ...LEVELS[level], metric: metricOf(level) }));
  }
}
