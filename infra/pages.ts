// What stands behind the links of messages: the page that unsubscribes, and those on which customers choose and answer.
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Shop } from '#core/shop';
import type { Alarms } from './alarms.ts';
import { allow } from './enrollment-door.ts';
import { HTTP_TIMEOUT, type Responses } from './responses.ts';
import type { Stage } from './stages.ts';
import type { Tables } from './tables.ts';
import { WinbackFunction } from './winback-function.ts';

const METHODS = [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST];

export type PagesProps = {
  readonly stage: Stage;
  readonly alarms: Alarms;
  readonly tables: Tables;
  readonly responses: Responses;
  /** Signs the links. */
  readonly linksSecret: Secret;
  readonly shop: Pick<Shop, 'name' | 'timeZone' | 'topics' | 'locale'>;
};

export class Pages extends Construct {
  constructor(scope: Construct, id: string, props: PagesProps) {
    super(scope, id);
    this.#unsubscribe(props);
    this.#preferences(props);
  }

  /** It needs no table, so that it works whatever else does not. */
  #unsubscribe({ stage, alarms, responses, linksSecret, shop }: PagesProps): void {
    const unsubscribe = new WinbackFunction(this, 'Unsubscribe', {
      stage,
      alarms,
      door: 'unsubscribe',
      calledBy: 'HTTP',
      called: 'Unsubscribing',
      impact: 'Customers who say no are not heard, which the law forbids.',
      environment: {
        RESPONSES_QUEUE_URL: responses.queue.queue.queueUrl,
        LINKS_SECRET_ARN: linksSecret.secretArn,
        SHOP_NAME: shop.name,
      },
      timeout: HTTP_TIMEOUT,
    });
    linksSecret.grantRead(unsubscribe.function);
    responses.queue.queue.grantSendMessages(unsubscribe.function);
    const reason = 'The link itself is the permission: opting out must need no login (RFC 8058).';
    responses.route('/u/{token}', METHODS, unsubscribe, reason);
  }

  #preferences({ stage, alarms, tables, responses, linksSecret, shop }: PagesProps): void {
    const preferences = new WinbackFunction(this, 'Preferences', {
      stage,
      alarms,
      door: 'preferences',
      calledBy: 'HTTP',
      called: 'Choosing preferences',
      impact: 'Customers cannot choose what they want from us. Unsubscribing still works.',
      environment: {
        RESPONSES_QUEUE_URL: responses.queue.queue.queueUrl,
        LINKS_SECRET_ARN: linksSecret.secretArn,
        SHOP_NAME: shop.name,
        CUSTOMERS_TABLE: tables.customers.tableName,
        TIME_ZONE: shop.timeZone,
        LOCALE: shop.locale,
        TOPICS: JSON.stringify(shop.topics),
      },
      timeout: HTTP_TIMEOUT,
    });
    linksSecret.grantRead(preferences.function);
    responses.queue.queue.grantSendMessages(preferences.function);
    allow(preferences.function, tables.customers, 'GetItem');
    for (const path of ['/p/{token}', '/s/{token}'])
      responses.route(path, METHODS, preferences, 'The link itself is the permission.');
  }
}
