// What do the functions do, in numbers that a manager knows? CloudWatch counts them from the functions' own log lines.
import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DoorName } from '../functions/runtime/env.ts';
import type { Stage } from './stages.ts';
import type { WinbackFunction } from './winback-function.ts';

type CountedDoor = 'enroll' | 'touch' | 'respond';
/** Each figure: which of the answers that a function's log lines count make it up, and what people call it. */
type Figure = { readonly label: string } & { readonly [door in CountedDoor]?: readonly string[] };

export const FIGURES = {
  enrolled: { label: 'enrolled', enroll: ['enrolled'] },
  heldOut: { label: 'held out', enroll: ['heldOut'] },
  emails: { label: 'emails', touch: ['sent_email'] },
  textMessages: { label: 'SMS', touch: ['sent_sms'] },
  skipped: { label: 'skipped for a reason', touch: ['skipped'] },
  inDoubt: { label: 'perhaps sent, never repeated', touch: ['unknown'] },
  refused: { label: 'refused by the provider', touch: ['failed'] },
  parked: { label: 'parked for an operator', touch: ['parked'] },
  // The response itself mostly ends a journey; sometimes a touch sees in its last look what has just been written.
  cameBack: {
    label: 'came back',
    respond: ['closed_wonBack', 'stopped_cameBack'],
    touch: ['closed_wonBack', 'stopped_cameBack'],
  },
  optedOut: { label: 'unsubscribed', respond: ['closed_optedOut'], touch: ['closed_optedOut'] },
  unreachable: { label: 'cannot be reached', touch: ['closed_unreachable'] },
} as const satisfies Readonly<Record<string, Figure>>;
export type FigureName = keyof typeof FIGURES;

const DOORS = ['enroll', 'touch', 'respond'] as const satisfies readonly CountedDoor[];

export type FiguresProps = { readonly stage: Stage } & {
  readonly [door in CountedDoor]: WinbackFunction<DoorName>;
};

/** One metric filter for each answer; filters cost nothing, and the functions need no library for it. */
export class Figures extends Construct {
  readonly #namespace: string;

  constructor(scope: Construct, id: string, { stage, ...doors }: FiguresProps) {
    super(scope, id);
    this.#namespace = `Winback/${stage.name}`;
    for (const [name, figure] of Object.entries<Figure>(FIGURES)) {
      for (const door of DOORS)
        for (const answer of figure[door] ?? []) this.#count(name, doors[door].log, door, answer);
    }
  }

  #count(name: string, logGroup: LogGroup, door: CountedDoor, answer: string): void {
    new MetricFilter(this, `${name}-${door}-${answer}`, {
      logGroup,
      filterPattern: FilterPattern.numberValue(`$.answers.${answer}`, '>', 0),
      metricNamespace: this.#namespace,
      metricName: name,
      metricValue: `$.answers.${answer}`,
    });
  }

  /** How many, by the hour. */
  metric(name: FigureName): Metric {
    return new Metric({
      namespace: this.#namespace,
      metricName: name,
      label: FIGURES[name].label,
      statistic: 'Sum',
      period: Duration.hours(1),
    });
  }
}
