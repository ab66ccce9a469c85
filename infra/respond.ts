// Who obeys responses: the function behind the queue, and the ways by which providers fill it.
import { type EventPattern, Match, Rule } from 'aws-cdk-lib/aws-events';
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
import { RESPOND_TIMEOUT, type Responses } from './responses.ts';
import type { Sending } from './sending.ts';
import { WinbackFunction } from './winback-function.ts';

/** A flash sale brings back hundreds a second; Step Functions takes 300 to 500 answers a second. */
const RESPOND_PACE = { batch: 10, concurrency: 50 };

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
      impact: 'Customers who came back, or who said no, may get another message.',
      environment: enrollmentVariables(props),
      timeout: RESPOND_TIMEOUT,
    });
    this.respond.reads(responses.queue, RESPOND_PACE);
    grantEnrollments(this.respond.function, props);
    // What a provider knows of a message settles a record that was in doubt.
    allow(this.respond.function, props.tables.enrollments, 'UpdateItem');
    grantAnswers(this.respond.function, props);

    this.#bring('Emails', 'What became of emails: sent, delivered, opened, clicked, rejected', responses, {
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': [sending.email.configurationSetName] } } },
    });
    this.#bring('TextMessages', 'What became of SMS', responses, {
      source: ['aws.sms-voice'],
      detailType: ['Text Message Delivery Status Updated'],
      // Messages that others of this account sent do not carry an enrollment.
      detail: { context: { enrollmentId: Match.exists() } },
    });
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
