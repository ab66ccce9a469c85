// What do mailbox providers think of us? SES pauses accounts whose bounces or complaints go too far.
import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';

/**
 * SES reviews an account at a bounce rate of 5% and at a complaint rate of 0.1%, and may pause it at 10% and 0.5% (SES
 * developer guide, reputation metrics). Told a little earlier, somebody can still do something.
 */
const BOUNCE_WARNING = 0.04;
const COMPLAINT_WARNING = 0.0008;
/** SES counts both over a representative volume, and writes them seldom: between two words the last one holds. */
const REPUTATION_PERIOD = Duration.hours(1);

/** Shares of an account's messages that bounced, or that somebody called spam. */
export const REPUTATION = {
  bounces: new Metric({
    namespace: 'AWS/SES',
    metricName: 'Reputation.BounceRate',
    period: REPUTATION_PERIOD,
    statistic: 'Maximum',
  }),
  complaints: new Metric({
    namespace: 'AWS/SES',
    metricName: 'Reputation.ComplaintRate',
    period: REPUTATION_PERIOD,
    statistic: 'Maximum',
  }),
};

export function reputationAlarms(scope: Construct, alarms: Alarms): void {
  alarms.add(scope, 'Bounces', {
    title: 'Too many emails bounce',
    impact: 'Mailbox providers begin to refuse our mail, and AWS may pause sending for the whole account.',
    metric: REPUTATION.bounces,
    threshold: BOUNCE_WARNING,
    silence: 'as before',
  });
  alarms.add(scope, 'Complaints', {
    title: 'Too many customers complain',
    impact: 'Mail lands in spam folders, and AWS may pause sending for the whole account.',
    metric: REPUTATION.complaints,
    threshold: COMPLAINT_WARNING,
    silence: 'as before',
  });
}
