// What AWS hands to a function: queues, events and contexts as they really look.
import type { Context, SQSEvent } from 'aws-lambda';

/** A batch whose bodies are these, with the ids m0, m1, …; text stays text, anything else becomes JSON. */
export function aBatch(...bodies: readonly unknown[]): SQSEvent {
  const records = bodies.map((body, index) => ({
    messageId: `m${index}`,
    receiptHandle: `AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1782914400000',
      SenderId: 'AIDAIENQZJOLO23YVJ4VO',
      ApproximateFirstReceiveTimestamp: '1782914400001',
    },
    messageAttributes: {},
    md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:winback-touch',
    awsRegion: 'us-east-1',
  }));
  return { Records: records };
}

/** An invocation with this much time left. */
export function aContext(remainingMs = 60_000): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'winback-touch',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:winback-touch',
    memoryLimitInMB: '512',
    awsRequestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    logGroupName: '/aws/lambda/winback-touch',
    logStreamName: '2026/07/01/[$LATEST]58419525dade4d17a495dceeeed44708',
    getRemainingTimeInMillis: () => remainingMs,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}

function anAwsEvent<Detail>(source: string, kind: string, detail: Detail, id: string) {
  return {
    version: '0',
    id,
    'detail-type': kind,
    source,
    account: '123456789012',
    time: '2026-07-02T09:30:00Z',
    region: 'us-east-1',
    resources: [],
    detail,
  };
}

export const SES_TAGS = {
  enrollment: ['gentle_c1_20260402'],
  touch: ['miss-you'],
  customer: ['c1'],
  'ses:configuration-set': ['winback'],
  'ses:from-domain': ['shop.example.com'],
};

/** What the record inside an event of SES calls itself, which is not what EventBridge calls the event. */
const SES_EVENT_TYPES: Readonly<Record<string, string>> = {
  'Email Sent': 'Send',
  'Email Delivered': 'Delivery',
  'Email Opened': 'Open',
  'Email Clicked': 'Click',
  'Email Bounced': 'Bounce',
  'Email Complaint Received': 'Complaint',
  'Email Rejected': 'Reject',
  'Email Rendering Failed': 'Rendering Failure',
  'Email Delivery Delayed': 'DeliveryDelay',
  'Email Subscribed': 'Subscription',
};

/** An event of SES by EventBridge about the touch `miss-you` of customer c1. */
export function aSesEvent(
  kind: string,
  payload: Readonly<Record<string, unknown>> = {},
  { tags = SES_TAGS, to = 'ada@customer.example', id = 'b3e5f6a1-0000-4b5e-9d1c-5f2f6a1b7c8d' } = {} as {
    tags?: object;
    to?: string;
    id?: string;
  },
) {
  const mail = {
    timestamp: '2026-07-01T14:00:01.250Z',
    messageId: '0100019f-message-000000',
    source: 'hello@shop.example.com',
    sourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/shop.example.com',
    sendingAccountId: '123456789012',
    destination: [to],
    headersTruncated: false,
    headers: [{ name: 'To', value: to }],
    commonHeaders: { from: ['hello@shop.example.com'], to: [to], subject: 'We miss you' },
    tags,
  };
  return anAwsEvent('aws.ses', kind, { eventType: SES_EVENT_TYPES[kind] ?? kind, mail, ...payload }, id);
}

/** A status of the SMS `nudge` to customer c1 by EventBridge. */
export function anSmsEvent(eventType: string, overrides: Readonly<Record<string, unknown>> = {}) {
  const detail = {
    eventType,
    eventVersion: '1.0',
    eventTimestamp: Date.parse('2026-07-05T14:00:02.000Z'),
    isFinal: true,
    originationPhoneNumber: '+12065550152',
    destinationPhoneNumber: '+12025550123',
    isoCountryCode: 'US',
    messageId: '862a8790-60c0-4430-9b2b-658bdexample',
    messageRequestTimestamp: Date.parse('2026-07-05T14:00:00.000Z'),
    messageEncoding: 'GSM',
    messageType: 'PROMOTIONAL',
    messageStatus: eventType.replace('TEXT_', ''),
    messageStatusDescription: 'Message has been accepted by phone carrier',
    context: {
      enrollmentId: 'gentle_c1_20260402',
      customerId: 'c1',
      touchId: 'nudge',
      configurationSet: 'winback-sms',
    },
    totalMessageParts: 1,
    totalMessagePrice: 0.00883,
    totalCarrierFee: 0.003,
    ...overrides,
  };
  return anAwsEvent('aws.sms-voice', 'Text Message Delivery Status Updated', detail, 'sms-event-1');
}

/** The same news as SNS delivers it raw: the record without the event around it. */
export function bare<Detail>({ detail }: { readonly detail: Detail }): Detail {
  return detail;
}

/** A change of status of the execution of an enrollment. */
export function anExecutionEvent(
  status: string,
  { name, customerId, ...overrides }: { name: string; customerId: string; input?: string | null },
) {
  const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:winback-journey';
  const detail = {
    executionArn: `${machine.replace('stateMachine', 'execution')}:${name}`,
    stateMachineArn: machine,
    name,
    status,
    startDate: 1_782_914_400_000,
    stopDate: status === 'RUNNING' ? null : 1_783_000_800_000,
    input: JSON.stringify({ enrollmentId: name, customerId, sequence: 'gentle', version: 1, leg: 0, until: [] }),
    inputDetails: { included: true },
    output: null,
    outputDetails: null,
    ...overrides,
  };
  return anAwsEvent('aws.states', 'Step Functions Execution Status Change', detail, 'execution-event-1');
}
