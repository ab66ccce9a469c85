// Something that a function does every day, or every week, in the shop's own time.
import { Duration, TimeZone } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { DoorName } from '../functions/runtime/env.ts';
import type { WinbackFunction } from './winback-function.ts';

/** Scheduler may start it that much later, so that not everybody's ten o'clock is the same second. */
const WINDOW = Duration.minutes(15);

/** As Scheduler writes them. */
const WEEKDAYS = { monday: 'MON' } as const;

export type RegularScheduleProps = {
  /** Begins a sentence: "The daily scan". */
  readonly called: string;
  readonly target: WinbackFunction<DoorName>;
  /** What the function is told. */
  readonly order: Readonly<Record<string, true>>;
  /** "10:00" */
  readonly at: string;
  /** @default every day */
  readonly on?: keyof typeof WEEKDAYS;
  /** Of the IANA database; changes of the clock are Scheduler's business. */
  readonly timeZone: string;
};

export class RegularSchedule extends Construct {
  readonly schedule: Schedule;

  constructor(scope: Construct, id: string, { called, target, order, at, on, timeZone }: RegularScheduleProps) {
    super(scope, id);
    const [hour = '', minute = ''] = at.split(':').map((part) => String(Number(part)));
    const deadLetterQueue = target.deadLetters?.queue;
    this.schedule = new Schedule(this, 'Schedule', {
      description: `${called}: every ${on ?? 'day'} at ${at} in ${timeZone}`,
      schedule: ScheduleExpression.cron({
        ...{ hour, minute, timeZone: TimeZone.of(timeZone) },
        ...(on === undefined ? {} : { weekDay: WEEKDAYS[on] }),
      }),
      timeWindow: TimeWindow.flexible(WINDOW),
      target: new LambdaInvoke(target.function, {
        role: this.#role(target),
        input: ScheduleTargetInput.fromObject(order),
        ...(deadLetterQueue === undefined ? {} : { deadLetterQueue }),
      }),
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
