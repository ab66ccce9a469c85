// One page for somebody who does not know AWS: who was enrolled, written to, came back, and what it wears on.
import { Duration, Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  PeriodOverride,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { DoorName } from '../functions/runtime/env.ts';
import type { Complaints } from './complaints.ts';
import type { FigureName, Figures } from './figures.ts';
import type { Journey } from './journey.ts';
import { REPUTATION } from './reputation.ts';
import type { Responses } from './responses.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import type { WinbackFunction } from './winback-function.ts';

/** CloudWatch's grid is this wide. */
const FULL = 24;
const DAY = Duration.days(1);

export type ManagersDashboardProps = {
  readonly stage: Stage;
  readonly shopName: string;
  readonly figures: Figures;
  readonly journey: Journey;
  readonly responses: Responses;
  readonly tables: Tables;
  readonly complaints: Complaints;
  readonly functions: readonly WinbackFunction<DoorName>[];
};

export class ManagersDashboard extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, props: ManagersDashboardProps) {
    super(scope, id);
    const { stage, shopName, figures, journey, responses, tables, functions, complaints } = props;
    const { region } = Stack.of(this);
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: `Winback-${stage.name}`,
      defaultInterval: Duration.days(28),
      periodOverride: PeriodOverride.AUTO,
    });
    this.url = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/Winback-${stage.name}`;
    const total = (title: string, width: number, ...names: readonly FigureName[]): IWidget =>
      new SingleValueWidget({
        title,
        width,
        height: 4,
        metrics: names.map((name) => figures.metric(name)),
        setPeriodToTimeRange: true,
      });
    const byDay = (title: string, names: readonly FigureName[], stacked = false): IWidget =>
      graph(
        title,
        names.map((name) => figures.metric(name).with({ period: DAY })),
        stacked,
      );
    dashboard.addWidgets(
      words(
        `# ${shopName}: winning customers back (${stage.name})\nThe numbers on top add up the time that is chosen in the corner. *Came back* counts everybody who showed a sign of life. Whether customers came back *because* of us is in the report, which compares them with those held out; ask whoever runs Winback for it.`,
      ),
    );
    dashboard.addWidgets(
      total('Customers', 6, 'enrolled', 'heldOut'),
      total('Messages', 6, 'emails', 'textMessages'),
      total('Came back', 4, 'cameBack'),
      total('Unsubscribed, or cannot be reached', 5, 'optedOut', 'unreachable'),
      total('Stopped by a fault of ours', 3, 'parked'),
    );
    dashboard.addWidgets(
      byDay('Enrolled and held out, by day', ['enrolled', 'heldOut']),
      byDay('Messages by channel, by day', ['emails', 'textMessages'], true),
      byDay('Journeys that ended early, by day', ['cameBack', 'optedOut', 'unreachable']),
    );
    dashboard.addWidgets(
      byDay('Messages that did not go out, by day', ['skipped', 'refused', 'inDoubt', 'parked']),
      graph('Bounced: share of all emails (SES looks at 0.05)', [REPUTATION.bounces.with({ label: 'bounces' })]),
      graph('Called spam: share of all emails (SES looks at 0.001)', [
        REPUTATION.complaints.with({ label: 'complaints' }),
      ]),
      graph('How late are we? The longest wait, in seconds (an hour is 3,600)', [
        journey.touches.queue.metricApproximateAgeOfOldestMessage({ label: 'touch', statistic: 'Maximum' }),
        responses.queue.queue.metricApproximateAgeOfOldestMessage({ label: 'response', statistic: 'Maximum' }),
      ]),
    );
    dashboard.addWidgets(
      new AlarmStatusWidget({
        title:
          'Do too many complain? From 0.10% of emails nobody new is enrolled, from 0.30% nothing is sent, for a week at least',
        alarms: [...complaints.levels],
        width: FULL,
        height: 3,
      }),
    );
    dashboard.addWidgets(
      words(
        '## The machinery\nWhat it works on: a small part of the bill, of which messages are most. Prices are in the README.',
      ),
    );
    dashboard.addWidgets(
      graph('Journeys begun (each is 5 transitions with four touches, $0.025 a thousand)', [
        journey.stateMachine.metricStarted({ period: DAY, label: 'journeys begun' }),
      ]),
      graph('DynamoDB: units written and read ($0.625 and $0.125 a million)', unitsOf(tables)),
      graph('Functions: milliseconds of work', durations(functions), true),
    );
  }
}

function words(markdown: string): IWidget {
  return new TextWidget({ markdown, width: FULL, height: 2 });
}

function graph(title: string, left: readonly IMetric[], stacked = false): IWidget {
  return new GraphWidget({ title, left: [...left], stacked, width: FULL / 3, height: 6 });
}

function unitsOf(tables: Tables): IMetric[] {
  const { all } = tables;
  const sum = (label: string, prefix: string, of: (table: (typeof all)[number]) => IMetric) =>
    new MathExpression({
      label,
      period: DAY,
      expression: all.map((_, place) => `${prefix}${place}`).join('+'),
      usingMetrics: Object.fromEntries(all.map((table, place) => [`${prefix}${place}`, of(table)])),
    });
  const options = { statistic: 'Sum', period: DAY };
  return [
    sum('written', 'w', (table) => table.metricConsumedWriteCapacityUnits(options)),
    sum('read', 'r', (table) => table.metricConsumedReadCapacityUnits(options)),
  ];
}

function durations(functions: ManagersDashboardProps['functions']): IMetric[] {
  return functions.map(({ node, function: one }) =>
    one.metricDuration({ label: node.id.toLowerCase(), statistic: 'Sum', period: DAY }),
  );
}
