// Something that a function does once a day, in the shop's own time, and whose absence somebody notices.
import { Duration, TimeZone } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { DoorName } from '../functions/runtime/env.ts';
import type { Alarms } from './alarms.ts';
import type { WinbackFunction } from './winback-function.ts';

/** Scheduler may start it that much later, so that not everybody's ten o'clock is the same second. */
const WINDOW = Duration.minutes(15);
/** A day, the window, and what CloudWatch needs to know. */
const HOURS_OF_SILENCE = 26;

export type DailyScheduleProps = {
  readonly alarms: Alarms;
  /** Begins a sentence: "The daily scan". Its alarm is called "The daily scan did not run". */
  readonly called: string;
  readonly impact: string;
  readonly target: WinbackFunction<DoorName>;
  /** What the function is told. */
  readonly order: Readonly<Record<string, true>>;
  /** "10:00" */
  readonly at: string;
  /** Of the IANA database; changes of the clock are Scheduler's business. */
  readonly timeZone: string;
};

export class DailySchedule extends Construct {
  readonly schedule: Schedule;

  constructor(scope: Construct, id: string, props: DailyScheduleProps) {
    super(scope, id);
    const [hour = '', minute = ''] = props.at.split(':').map((part) => String(Number(part)));
    const deadLetterQueue = props.target.deadLetters?.queue;
    this.schedule = new Schedule(this, 'Schedule', {
      description: `${props.called}: every day at ${props.at} in ${props.timeZone}`,
      schedule: ScheduleExpression.cron({ hour, minute, timeZone: TimeZone.of(props.timeZone) }),
      timeWindow: TimeWindow.flexible(WINDOW),
      target: new LambdaInvoke(props.target.function, {
        role: this.#role(props.target),
        input: ScheduleTargetInput.fromObject(props.order),
        ...(deadLetterQueue === undefined ? {} : { deadLetterQueue }),
      }),
    });
    props.alarms.add(this, 'Missed', {
      title: `${props.called} did not run`,
      impact: props.impact,
      metric: props.target.function.metricInvocations({ period: Duration.hours(1), statistic: 'Sum' }),
      below: true,
      periods: HOURS_OF_SILENCE,
      silence: 'alarming',
    });
  }
  /** Calls this function and no version of it; CDK's own role for schedules may call every version there will be. */
  #role({ function: target, deadLetters }: WinbackFunction<DoorName>): IRole {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }));
    deadLetters?.queue.grantSendMessages(role);
    return role.withoutPolicyUpdates();
  }
}
