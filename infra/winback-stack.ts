// One stage of Winback, whole: it reads like the picture in docs/architecture.md.
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { Complaints } from './complaints.ts';
import { Figures } from './figures.ts';
import { Fitting } from './fitting.ts';
import { Importing } from './importing.ts';
import { Journey } from './journey.ts';
import { ManagersDashboard } from './managers-dashboard.ts';
import { OUTPUTS, type OutputName } from './outputs.ts';
import { Pages } from './pages.ts';
import type { Plan } from './plan.ts';
import { Reporting } from './reporting.ts';
import { Respond } from './respond.ts';
import { Responses } from './responses.ts';
import { Scan } from './scan.ts';
import { Sending } from './sending.ts';
import { signingSecret } from './signing-secret.ts';
import type { Stage } from './stages.ts';
import { Tables } from './tables.ts';
import { Webhooks } from './webhooks.ts';
import { WinbackFunction } from './winback-function.ts';
import { DeadLetters } from './winback-queue.ts';

export type WinbackStackProps = StackProps & { readonly stage: Stage; readonly plan: Plan };

export class WinbackStack extends Stack {
  constructor(scope: Construct, id: string, { stage, plan, ...props }: WinbackStackProps) {
    super(scope, id, props);
    const { shop, definition } = plan;
    const alarms = new Alarms(this, 'Alarms', { stage });
    const tables = new Tables(this, 'Tables', { stage });
    const sending = new Sending(this, 'Sending', { stage, alarms });
    const responses = new Responses(this, 'Responses', { stage, alarms });
    new Pages(this, 'Pages', { stage, alarms, tables, responses, linksSecret: sending.linksSecret, shop });
    const contactsSecret = signingSecret(
      this,
      'ContactsSecret',
      stage,
      'Names addresses and numbers; never replace it',
    );
    const linksBaseUrl = stage.linksBaseUrl ?? responses.api.apiEndpoint;
    const journey = new Journey(this, 'Journey', { stage, alarms, tables, sending, definition, linksBaseUrl });
    const ground = { stage, alarms, tables, stateMachine: journey.stateMachine };
    const scan = new Scan(this, 'Scan', { ...ground, timeZone: shop.timeZone, at: shop.scanAt });
    const { respond } = new Respond(this, 'Respond', { ...ground, responses, sending, contactsSecret });
    new Reporting(this, 'Reporting', { ...ground, timeZone: shop.timeZone });
    new Fitting(this, 'Fitting', { ...{ stage, alarms, tables }, timeZone: shop.timeZone });
    const importing = new Importing(this, 'Importing', { stage, alarms, tables, shop, contactsSecret });
    const { imports } = importing;
    const heard = { stage, alarms, tables, responses, imports, contactsSecret, shop };
    const webhooks = new Webhooks(this, 'Webhooks', heard);
    const complaints = new Complaints(this, 'Complaints', { stage, alarms, respond });
    const figures = new Figures(this, 'Figures', { stage, enroll: scan.enroll, touch: journey.touch, respond });
    const dashboard = new ManagersDashboard(this, 'Dashboard', {
      ...{ stage, shopName: shop.name, figures, journey, responses, tables, complaints },
      functions: this.node.findAll().filter((one) => one instanceof WinbackFunction),
    });

    const ends = this.node.findAll().filter((one) => one instanceof DeadLetters);
    const deadLetters = ends.filter((one) => one !== journey.parked);
    this.#tell({
      CustomersTable: tables.customers.tableName,
      EnrollmentsTable: tables.enrollments.tableName,
      JournalTable: tables.journal.tableName,
      SequencesTable: tables.sequences.tableName,
      IncentivesTable: tables.incentives.tableName,
      FiguresTable: tables.figures.tableName,
      ModelsTable: tables.models.tableName,
      IntakeTable: tables.intake.tableName,
      ContactsTable: tables.contacts.tableName,
      ConsentsTable: tables.consents.tableName,
      ReceiptsTable: tables.receipts.tableName,
      ReputationTable: tables.reputation.tableName,
      ScanQueueUrl: scan.scans.queue.queueUrl,
      EnrollQueueUrl: scan.enrolls.queue.queueUrl,
      TouchQueueUrl: journey.touches.queue.queueUrl,
      ParkedQueueUrl: journey.parked.queue.queueUrl,
      ResponsesQueueUrl: responses.queue.queue.queueUrl,
      DeadLetterQueueUrls: deadLetters.map(({ queue }) => queue.queueUrl).join(' '),
      UploadsQueueUrl: importing.uploads.queue.queueUrl,
      ImportsQueueUrl: importing.imports.queue.queueUrl,
      ImportsBucket: importing.bucket.bucketName,
      StateMachineArn: journey.stateMachine.stateMachineArn,
      ScanScheduleName: scan.schedule.schedule.scheduleName,
      ApiUrl: responses.api.apiEndpoint,
      LinksBaseUrl: linksBaseUrl,
      LinksSecretArn: sending.linksSecret.secretArn,
      ResponsesSecretArn: responses.secret.secretArn,
      ContactsSecretArn: contactsSecret.secretArn,
      WebhooksSecretArn: webhooks.secret.secretArn,
      ResponsesBus: webhooks.bus.eventBusName,
      InboundTopicArn: webhooks.inbound.topicArn,
      EmailConfigurationSet: sending.email.configurationSetName,
      SmsConfigurationSet: sending.sms?.ref ?? 'none',
      DashboardUrl: dashboard.url,
    });
  }

  #tell(values: Readonly<Record<OutputName, string>>): void {
    for (const name of OUTPUTS) new CfnOutput(this, name, { value: values[name] });
  }
}
