// Everything that comes back: what shops tell the API, what customers say by a link, and what providers know of messages.
import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, type HttpRoute, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';

import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { DoorName } from '../functions/runtime/env.ts';
import { type Alarms, acknowledge, FIVE_MINUTES } from './alarms.ts';
import { vendedLogOf } from './log.ts';
import { signingSecret } from './signing-secret.ts';
import type { Stage } from './stages.ts';
import { WinbackFunction } from './winback-function.ts';
import { WinbackQueue } from './winback-queue.ts';

/** Requests a second over all callers; a shop's webhooks need a fraction, and a flood ends here. */
const THROTTLE = { rateLimit: 200, burstLimit: 400 };
/** What the clients of a request may take together, and less than the 30 seconds after which API Gateway gives up. */
export const HTTP_TIMEOUT = Duration.seconds(25);
export const RESPOND_TIMEOUT = Duration.seconds(30);
/** Somebody who came back or said no must not hear from us again: every minute counts. */
const RESPONSE_PATIENCE = Duration.minutes(5);
/** Eight, three minutes apart: longer than most faults of a service last, and soon enough to be told of the others. */
const DELIVERIES = 8;
/** So many in an hour are no stray visitor: somebody's key is wrong. */
const REFUSALS_ALARM = 5;
/** What it means that responses do not come through. */
export const UNHEARD = 'Customers who came back, or who said no, may get another message.';

export type ResponsesProps = {
  readonly stage: Stage;
  readonly alarms: Alarms;
};

/** The ways in and the queue behind them. Who obeys what they bring is in respond.ts. */
export class Responses extends Construct {
  readonly api: HttpApi;
  readonly queue: WinbackQueue;
  readonly secret: Secret;
  readonly #props: ResponsesProps;

  constructor(scope: Construct, id: string, props: ResponsesProps) {
    super(scope, id);
    const { stage, alarms } = props;
    this.#props = props;
    this.queue = new WinbackQueue(this, 'Responses', {
      alarms,
      called: 'Responses',
      impact: UNHEARD,
      readerTimeout: RESPOND_TIMEOUT,
      mostPatience: RESPONSE_PATIENCE,
      deliveries: DELIVERIES,
    });
    this.secret = signingSecret(this, 'Secret', stage, 'Signs what the shop tells POST /responses (Standard Webhooks)');
    this.api = new HttpApi(this, 'Api', {
      description: `Winback ${stage.name}: responses of shops, and unsubscribe links`,
      createDefaultStage: false,
    });
    const turnedAway = this.#stageOfApi(stage);
    alarms.add(this, 'TurnedAway', {
      title: 'The API turns requests away',
      impact: 'More requests come than the API takes: responses of shops come late, and unsubscribe links fail.',
      metric: turnedAway,
    });
    this.#receive();
    alarms.add(this, 'Faults', {
      title: 'The API answers with faults',
      impact: 'Shops cannot tell us who came back, and unsubscribe links do not work.',
      metric: this.api.metricServerError({ period: FIVE_MINUTES, statistic: 'Sum' }),
    });
  }

  #receive(): void {
    const { stage, alarms } = this.#props;
    const receive = new WinbackFunction(this, 'Receive', {
      stage,
      alarms,
      door: 'receive',
      calledBy: 'HTTP',
      called: 'Receiving responses',
      impact: 'We do not learn who came back, and may write to them again.',
      environment: {
        RESPONSES_QUEUE_URL: this.queue.queue.queueUrl,
        RESPONSES_SECRET_ARN: this.secret.secretArn,
      },
      timeout: HTTP_TIMEOUT,
    });
    alarms.add(receive, 'Refused', {
      title: 'Responses are refused',
      impact: `${UNHEARD} Somebody signs with the wrong secret.`,
      metric: receive.answered(401, 401).with({ period: Duration.hours(1) }),
      threshold: REFUSALS_ALARM,
    });
    this.secret.grantRead(receive.function);
    this.queue.queue.grantSendMessages(receive.function);
    this.route(
      '/responses',
      [HttpMethod.POST],
      receive,
      'The function checks the signature of every request (Standard Webhooks).',
    );
  }

  /** Leads requests to a function that finds out itself whom it believes; `reason` says how. */
  route(path: string, methods: HttpMethod[], to: WinbackFunction<DoorName>, reason: string): readonly HttpRoute[] {
    const integration = new HttpLambdaIntegration(`${to.node.id}Integration`, to.function);
    const routes = this.api.addRoutes({ path, methods, integration });
    for (const route of routes) acknowledge(route, reason, 'AwsSolutions-APIG4');
    return routes;
  }

  /** Makes the stage that answers, and the count of requests that its throttle turned away. */
  #stageOfApi(stage: Stage): Metric {
    const log = vendedLogOf(this, 'AccessLog', stage, 'api');
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        // The route and never the path, which holds a customer's token; and no address of the caller.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            time: '$context.requestTime',
            route: '$context.routeKey',
            status: '$context.status',
            bytes: '$context.responseLength',
            milliseconds: '$context.responseLatency',
            fault: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
    // The stage's own metric of refusals counts every 401 and 404 of a stray visitor too.
    return new MetricFilter(this, 'TurnedAwayFilter', {
      logGroup: log,
      filterPattern: FilterPattern.stringValue('$.status', '=', '429'),
      metricNamespace: `Winback/${stage.name}`,
      metricName: 'turnedAway',
      metricValue: '1',
    }).metric({ statistic: 'Sum', period: FIVE_MINUTES });
  }
}
