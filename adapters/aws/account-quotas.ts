// What does Service Quotas say of the quotas that a stage can run into?
import {
  GetServiceQuotaCommand,
  ListServiceQuotasCommand,
  NoSuchResourceException,
  type ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import * as z from 'zod';
import { type Look, look, unlessMissing } from '#adapters/aws/look';

/** Undefined where Service Quotas does not list the quota. */
export type QuotaFacts = {
  readonly openJourneys: Look<number | undefined>;
  readonly startsPerSecond: Look<number | undefined>;
  readonly concurrency: Look<number | undefined>;
};

const QuotaSchema = z.object({ QuotaName: z.string(), QuotaArn: z.string().optional(), Value: z.number() });
const PageSchema = z.object({ Quotas: z.array(QuotaSchema).default([]), NextToken: z.string().optional() });
const ValueSchema = z.object({ Quota: z.object({ Value: z.number() }) });

/** Step Functions' quotas are found by their names: their codes are not documented. */
const STARTS = 'StartExecution throttle token refill rate per second';
const OPEN = /^(?:maximum )?open executions/i;
/** Concurrent executions (Lambda). */
const CONCURRENCY = { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' };
const MOST_PER_PAGE = 100;
/** Step Functions has some sixty quotas; a service that never ends its list is not worth waiting for. */
const MOST_PAGES = 5;
const ACCOUNT_IN_ARN = /^arn:[^:]*:servicequotas:[^:]*:(\d{12}):/;

/** The quotas as they hold for this account and region, and the account that they hold for. */
export async function readQuotas(
  client: ServiceQuotasClient,
): Promise<{ readonly quotas: QuotaFacts; readonly accountId: string | undefined }> {
  const [states, concurrency] = await Promise.all([readStates(client), readConcurrency(client)]);
  const quotaCalled = (is: (name: string) => boolean): Look<number | undefined> =>
    states.status === 'seen'
      ? { status: 'seen', value: states.value.find(({ QuotaName }) => is(QuotaName))?.Value }
      : states;
  const arns = states.status === 'seen' ? states.value.map(({ QuotaArn = '' }) => QuotaArn) : [];
  return {
    quotas: {
      openJourneys: quotaCalled((name) => OPEN.test(name)),
      startsPerSecond: quotaCalled((name) => name === STARTS),
      concurrency,
    },
    accountId: arns.map((arn) => ACCOUNT_IN_ARN.exec(arn)?.[1]).find((id) => id !== undefined),
  };
}

function readStates(client: ServiceQuotasClient): Promise<Look<readonly z.infer<typeof QuotaSchema>[]>> {
  return look({
    permission: 'servicequotas:ListServiceQuotas',
    async ask(abortSignal) {
      const quotas: z.infer<typeof QuotaSchema>[] = [];
      let next: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const request = { ServiceCode: 'states', MaxResults: MOST_PER_PAGE, NextToken: next };
        const answer = PageSchema.parse(await client.send(new ListServiceQuotasCommand(request), { abortSignal }));
        quotas.push(...answer.Quotas);
        next = answer.NextToken;
        if (next === undefined) break;
      }
      return quotas;
    },
  });
}

function readConcurrency(client: ServiceQuotasClient): Promise<Look<number | undefined>> {
  return look({
    permission: 'servicequotas:GetServiceQuota',
    async ask(abortSignal) {
      const request = client.send(new GetServiceQuotaCommand(CONCURRENCY), { abortSignal });
      const answer = await unlessMissing(request, NoSuchResourceException, undefined);
      return answer === undefined ? undefined : ValueSchema.parse(answer).Quota.Value;
    },
  });
}
