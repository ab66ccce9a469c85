// Who obeys responses: the function behind the queue, and the ways by which providers fill it.
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
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
  /** Names contacts by their keyed hash. */
  readonly contactsSecret: Secret;
};

export class Respond extends Construct {
  readonly respond: WinbackFunction<'respond'>;

  constructor(scope: Construct, id: string, props: RespondProps) {
    super(scope, id);
    const { stage, alarms, responses, sending, tables, contactsSecret } = props;
    this.respond = new WinbackFunction(this, 'Respond', {
      stage,
      alarms,
      door: 'respond',
      calledBy: 'a queue',
      called: 'Obeying responses',
      impact: UNHEARD,
      environment: {
        ...enrollmentVariables(props),
        ...sending.smsVariables(),
        REPUTATION_TABLE: tables.reputation.tableName,
        RECEIPTS_TABLE: tables.receipts.tableName,
        RESPONSES_QUEUE_URL: responses.queue.queue.queueUrl,
        CONTACTS_TABLE: tables.contacts.tableName,
        CONTACTS_SECRET_ARN: contactsSecret.secretArn,
        CONSENTS_TABLE: tables.consents.tableName,
        INCENTIVES_TABLE: tables.incentives.tableName,
      },
      timeout: RESPOND_TIMEOUT,
    });
    this.respond.reads(responses.queue, paceOf(RESPONSES_PER_SECOND, SECONDS_PER_RESPONSE));
    grantEnrollments(this.respond.function, props);
    // An order that comes twice is known by its fact.
    // What came of a message decides whether a click was a person's, and whether soft bounces are too many.
    allow(this.respond.function, tables.journal, 'GetItem', 'Query');
    // What a provider knows of a message settles a record that was in doubt.
    allow(this.respond.function, tables.enrollments, 'UpdateItem');
    grantAnswers(this.respond.function, props);
    // Codes that orders redeem; whose an address is and what was said about it; each yes and no; complaints and emails.
    allow(this.respond.function, tables.incentives, 'GetItem', 'UpdateItem');
    allow(this.respond.function, tables.contacts, 'GetItem', 'PutItem', 'Query');
    allow(this.respond.function, tables.consents, 'PutItem', 'Query');
    allow(this.respond.function, tables.reputation, 'UpdateItem', 'PutItem', 'GetItem', 'Query');
    // Nobody's words are answered twice. A click waits on the queue until its siblings are there.
    allow(this.respond.function, tables.receipts, 'PutItem');
    responses.queue.queue.grantSendMessages(this.respond.function);
    contactsSecret.grantRead(this.respond.function);
    sending.grantTexts(this.respond.function);

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
