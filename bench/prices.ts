// What does AWS charge for one of each? List prices in US dollars, us-east-1, on demand, before free tiers, November 2026.

/** As AWS publishes them, or as sources say that quote it. */
export const PRICES = {
  /** aws.amazon.com/step-functions/pricing, Standard workflows: $0.025 per 1,000. */
  transition: 0.025 / 1_000,
  /** aws.amazon.com/dynamodb/pricing/on-demand: per million $0.625 for writes and $0.125 for reads. */
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  /** aws.amazon.com/lambda/pricing, arm64. */
  invocation: 0.2 / 1e6,
  gigabyteSecond: 0.0000133334,
  /** aws.amazon.com/api-gateway/pricing, HTTP API. */
  apiRequest: 1 / 1e6,
  /** aws.amazon.com/xray/pricing: traces recorded. */
  trace: 5 / 1e6,
  /** aws.amazon.com/ses/pricing: à la carte, and Essentials up to ten million a month, which new accounts begin with. */
  email: 0.1 / 1_000,
  emailEssentials: 0.16 / 1_000,
};

/** Known, and not read again anywhere that quotes AWS: lines that rest on them are marked. */
export const UNCONFIRMED_PRICES = {
  /** SQS, standard queues. */
  queueRequest: 0.4 / 1e6,
  /** SNS, requests to publish; deliveries to SQS are free. */
  topicRequest: 0.5 / 1e6,
  /** DynamoDB, by the month: the table, and its point-in-time recovery. */
  gigabyteStored: 0.25,
  gigabyteRecoverable: 0.2,
  /** CloudWatch Logs: taken in, and kept for a month. */
  gigabyteLogged: 0.5,
  gigabyteLogKept: 0.03,
  /** CloudWatch, by the month. An account's first three dashboards are free. */
  alarm: 0.1,
  metric: 0.3,
  dashboard: 3,
  /** Secrets Manager, by the month. */
  secret: 0.4,
  /** AWS End User Messaging, one part to the United States with the carrier's fee: what core/shop.ts takes it to cost. */
  smsPart: 0.00883,
};
