// Who obeys responses: the function behind the queue, and the ways by which providers fill it.
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { FilterOrPolicy, SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import {
  allow,
  type EnrollmentGround,
  enrollmentVariables,
  grantAnswers,
  grantEnrollments,
} from './enrollment-door.ts';
import { paceOf } from './pace.ts';
import { RESPOND_TIMEOUT, type Responses, UNHEARD } from './responses.ts';
import type { Sending } from './sending.ts';
import { WinbackFunction } from './winback-function.ts';

/** A flash sale brings back hundreds a second, and most of what comes in besides moves no journey. */
const RESPONSES_PER_SECOND = 600;
/** A response that stops a journey takes some eight requests. */
const SECONDS_PER_RESPONSE = 0.1;

export type RespondProps = EnrollmentGround & {
  readonly alarms: Alarms;
  readonly responses: Responses;
  readonly sending: Sending;
};

export class Respond extends Construct {
  readonly respond: WinbackFunction<'respond'>;

  constructor(scope: Construct, id: string, props: RespondProps) {
    super(scope, id);
    const { stage, alarms, responses, sending } = props;
    this.respond = new WinbackFunction(this, 'Respond', {
      stage,
      alarms,
      door: 'respond',
      calledBy: 'a queue',
      called: 'Obeying responses',
      impact: UNHEARD,
      environment: enrollmentVariables(props),
      timeout: RESPOND_TIMEOUT,
    });
    this.respond.reads(responses.queue, paceOf(RESPONSES_PER_SECOND, SECONDS_PER_RESPONSE));
    grantEnrollments(this.respond.function, props);
    // An order that comes twice is known by its fact.
    allow(this.respond.function, props.tables.journal, 'GetItem');
    // What a provider knows of a message settles a record that was in doubt.
    allow(this.respond.function, props.tables.enrollments, 'UpdateItem');
    grantAnswers(this.respond.function, props);

    this.#bring('Emails', 'What became of emails: sent, delivered, opened, clicked, rejected', responses, {
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': [sending.email.configurationSetName] } } },
    });
    if (sending.sms !== undefined) {
      this.#bring('TextMessages', 'What became of SMS', responses, {
        source: ['aws.sms-voice'],
        detailType: ['Text Message Delivery Status Updated'],
        // The events of all SMS of the account come by one way; ours, and no other stage's, carry our set.
        detail: { context: { configurationSet: [sending.sms.ref] } },
      });
    }
    sending.feedback.addSubscription(
      new SqsSubscription(responses.queue.queue, {
        rawMessageDelivery: true,
        deadLetterQueue: responses.queue.deadLetters.queue,
        // By the body, which also keeps out the plain sentence that SES writes to a topic that it was just given.
        filterPolicyWithMessageBody: {
          eventType: FilterOrPolicy.filter(
            SubscriptionFilter.stringFilter({ allowlist: ['Bounce', 'Complaint', 'TEXT_INVALID'] }),
          ),
        },
      }),
    );
  }

  #bring(id: string, description: string, { queue }: Responses, eventPattern: EventPattern): void {
    const target = new SqsQueue(queue.queue, { deadLetterQueue: queue.deadLetters.queue });
    new Rule(this, id, { description, eventPattern, targets: [target] });
  }
}
