// What messages leave through: the sender's identity by name, the configuration sets, and the topic of bad news.
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { ConfigurationSet, EmailSendingEvent, EventDestination, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { CfnConfigurationSet as SmsConfigurationSet } from 'aws-cdk-lib/aws-smsvoice';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Variables } from '../functions/runtime/env.ts';
import type { Alarms } from './alarms.ts';
import { reputationAlarms } from './reputation.ts';
import { signingSecret } from './signing-secret.ts';
import type { Stage } from './stages.ts';

/** A number that does not exist must never be tried again, so its event comes by a way that loses nothing. */
const GONE_FOR_GOOD = 'TEXT_INVALID';

type SmsVariables = Pick<Variables<'respond'>, 'SMS_CONFIGURATION_SET' | 'SMS_ORIGINATION_IDENTITY'>;
type SendingVariables = Pick<
  Variables<'touch'>,
  'EMAIL_CONFIGURATION_SET' | 'SMS_CONFIGURATION_SET' | 'SMS_ORIGINATION_IDENTITY' | 'LINKS_SECRET_ARN'
>;

export class Sending extends Construct {
  readonly email: ConfigurationSet;
  readonly sms: SmsConfigurationSet | undefined;
  /** Bounces, complaints and dead numbers: EventBridge delivers such events by best effort only, SNS at least once. */
  readonly feedback: Topic;
  readonly linksSecret: Secret;
  readonly #stage: Stage;

  constructor(scope: Construct, id: string, { stage, alarms }: { readonly stage: Stage; readonly alarms: Alarms }) {
    super(scope, id);
    this.#stage = stage;
    this.linksSecret = signingSecret(
      this,
      'LinksSecret',
      stage,
      'Signs unsubscribe links; replace it with care: old mails have old links',
    );
    this.feedback = new Topic(this, 'Feedback', {
      displayName: `Winback ${stage.name}: bad news of messages`,
      enforceSSL: true,
    });
    this.email = this.#emailSet();
    this.sms = stage.sms === undefined ? undefined : this.#smsSet();
    reputationAlarms(this, alarms);
  }

  /** What the function that sends must know. */
  variables(): SendingVariables {
    return {
      EMAIL_CONFIGURATION_SET: this.email.configurationSetName,
      LINKS_SECRET_ARN: this.linksSecret.secretArn,
      ...this.smsVariables(),
    };
  }

  /** What whoever sends SMS must know; nothing in a stage without. */
  smsVariables(): SmsVariables {
    if (this.sms === undefined || this.#stage.sms === undefined) return {};
    return {
      SMS_CONFIGURATION_SET: this.sms.ref,
      SMS_ORIGINATION_IDENTITY: this.#smsArn(this.#stage.sms.origination),
    };
  }

  /** Sends in the name of this stage's sender only, and may sign links. */
  grantSend(to: IGrantable): void {
    const { email } = this.#stage;
    const ses = (resource: string, name: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName: name });
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [ses('identity', email.identity), ses('configuration-set', this.email.configurationSetName)],
      }),
    );
    this.linksSecret.grantRead(to);
    this.grantTexts(to);
  }

  /** May answer customers by SMS, from this stage's number only. */
  grantTexts(to: IGrantable): void {
    const { sms } = this.#stage;
    if (sms === undefined || this.sms === undefined) return;
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sms-voice:SendTextMessage'],
        resources: [this.#smsArn(sms.origination), this.sms.attrArn],
      }),
    );
  }

  #emailSet(): ConfigurationSet {
    const set = new ConfigurationSet(this, 'Email', {
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    set.addEventDestination('ToEventBridge', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.OPEN,
        EmailSendingEvent.CLICK,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
    set.addEventDestination('ToTopic', {
      destination: EventDestination.snsTopic(this.feedback),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    return set;
  }

  #smsSet(): SmsConfigurationSet {
    this.feedback.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal('sms-voice.amazonaws.com')],
        resources: [this.feedback.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    return new SmsConfigurationSet(this, 'Sms', {
      eventDestinations: [
        {
          eventDestinationName: 'to-topic',
          enabled: true,
          matchingEventTypes: [GONE_FOR_GOOD],
          snsDestination: { topicArn: this.feedback.topicArn },
        },
      ],
    });
  }

  #smsArn(resource: string): string {
    return Stack.of(this).formatArn({ service: 'sms-voice', resource, arnFormat: ArnFormat.NO_RESOURCE_NAME });
  }
}
