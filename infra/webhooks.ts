// What others tell us of their own accord: providers and shops by their webhooks, apps by the tracking API, shops on AWS by
// a bus, and customers who text back.
import { Duration, Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Shop } from '#core/shop';
import { type Alarms, acknowledge } from './alarms.ts';
import { allow } from './enrollment-door.ts';
import { HTTP_TIMEOUT, type Responses, UNHEARD } from './responses.ts';
import { signingSecret } from './signing-secret.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WinbackFunction } from './winback-function.ts';
import { DeadLetters, type WinbackQueue } from './winback-queue.ts';

/** So many in an hour are no stray visitor: somebody's secret is wrong. */
const REFUSALS_ALARM = 5;
/** What events of the company's own bus are called, one response each. */
const BUS_EVENTS = ['Winback Response'];

export type WebhooksProps = {
  readonly stage: Stage;
  readonly alarms: Alarms;
  readonly tables: Tables;
  readonly responses: Responses;
  readonly imports: WinbackQueue;
  /** Names contacts by their keyed hash. */
  readonly contactsSecret: Secret;
  readonly shop: Pick<Shop, 'activities' | 'currency'>;
};

export class Webhooks extends Construct {
  /** What each provider proves itself by. */
  readonly secret: Secret;
  readonly bus: EventBus;
  /** Where a number for two-way SMS leaves what customers text back. */
  readonly inbound: Topic;

  constructor(scope: Construct, id: string, props: WebhooksProps) {
    super(scope, id);
    const { stage, responses } = props;
    // With a word of AWS's own under `current`, which is no provider's name: whoever connects the first one replaces it.
    this.secret = signingSecret(
      this,
      'Secret',
      stage,
      'What connected providers prove themselves by (docs/webhooks.md)',
    );
    this.inbound = new Topic(this, 'Inbound', {
      displayName: `Winback ${stage.name}: what customers text back`,
      enforceSSL: true,
    });
    this.#webhook(props);
    this.#track(props);
    this.bus = new EventBus(this, 'Bus', { description: `Winback ${stage.name}: what the shop knows of customers` });
    new Rule(this, 'FromBus', {
      eventBus: this.bus,
      description: 'Responses that the shop puts on its bus (docs/webhooks-shops.md)',
      eventPattern: { detailType: BUS_EVENTS },
      targets: [new SqsQueue(responses.queue.queue, { deadLetterQueue: responses.queue.deadLetters.queue })],
    });
  }

  #webhook(props: WebhooksProps): void {
    const { stage, alarms, tables, responses, contactsSecret, shop } = props;
    const webhook = new WinbackFunction(this, 'Webhook', {
      stage,
      alarms,
      door: 'webhook',
      calledBy: 'HTTP',
      called: 'Taking webhooks in',
      impact: UNHEARD,
      environment: {
        RESPONSES_QUEUE_URL: responses.queue.queue.queueUrl,
        RECEIPTS_TABLE: tables.receipts.tableName,
        CONTACTS_SECRET_ARN: contactsSecret.secretArn,
        WEBHOOKS_SECRET_ARN: this.secret.secretArn,
        CURRENCY: shop.currency,
        PUBLIC_URL: stage.linksBaseUrl ?? responses.api.apiEndpoint,
        SNS_TOPICS: this.inbound.topicArn,
      },
      timeout: HTTP_TIMEOUT,
    });
    alarms.add(webhook, 'Refused', {
      title: 'Webhooks are refused',
      impact: `${UNHEARD} A provider signs with another secret, or calls another address, than this stage knows.`,
      metric: webhook.answered(401, 401).with({ period: Duration.hours(1) }),
      threshold: REFUSALS_ALARM,
    });
    responses.queue.queue.grantSendMessages(webhook.function);
    allow(webhook.function, tables.receipts, 'PutItem', 'UpdateItem');
    contactsSecret.grantRead(webhook.function);
    this.secret.grantRead(webhook.function);
    const route = responses.route(
      '/webhooks/{provider}',
      // MessageBird tells what became of an SMS by GET.
      [HttpMethod.POST, HttpMethod.GET],
      webhook,
      'The function checks the signature of every request.',
    );
    this.#hearTexts(props, route);
  }

  /** By HTTPS like everybody else's, so that numbers and words of customers lie on no queue. */
  #hearTexts({ stage, alarms, responses: { api } }: WebhooksProps, route: readonly Construct[]): void {
    this.inbound.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal('sms-voice.amazonaws.com')],
        resources: [this.inbound.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    const deadLetters = new DeadLetters(this, 'InboundDeadLetters', {
      alarms,
      title: 'Texts of customers were given up',
      impact: UNHEARD,
    });
    acknowledge(deadLetters, 'Dead letters of a topic: nobody reads them but an operator.', 'AwsSolutions-SQS3');
    const subscription = this.inbound.addSubscription(
      new UrlSubscription(`${stage.linksBaseUrl ?? api.apiEndpoint}/webhooks/sns`, {
        protocol: SubscriptionProtocol.HTTPS,
        deadLetterQueue: deadLetters.queue,
      }),
    );
    // The topic asks at once whether we want it, and somebody must be there to say yes.
    subscription.node.addDependency(...route);
  }

  #track({ stage, alarms, responses, imports, contactsSecret, shop }: WebhooksProps): void {
    const track = new WinbackFunction(this, 'Track', {
      stage,
      alarms,
      door: 'track',
      calledBy: 'HTTP',
      called: 'Tracking',
      impact: UNHEARD,
      environment: {
        RESPONSES_QUEUE_URL: responses.queue.queue.queueUrl,
        IMPORTS_QUEUE_URL: imports.queue.queueUrl,
        CONTACTS_SECRET_ARN: contactsSecret.secretArn,
        WEBHOOKS_SECRET_ARN: this.secret.secretArn,
        CURRENCY: shop.currency,
        ...(shop.activities.length === 0 ? {} : { ACTIVITIES: shop.activities.join() }),
      },
      timeout: HTTP_TIMEOUT,
    });
    responses.queue.queue.grantSendMessages(track.function);
    imports.queue.grantSendMessages(track.function);
    contactsSecret.grantRead(track.function);
    this.secret.grantRead(track.function);
    responses.route('/v1/{call}', [HttpMethod.POST], track, 'The function checks the write key of every request.');
  }
}
