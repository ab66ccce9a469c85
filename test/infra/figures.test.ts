import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { ENROLL_NAMES, RESPOND_NAMES, TOUCH_NAMES } from '../../functions/runtime/answer-names.ts';
import { FIGURES } from '../../infra/figures.ts';
import { PROD, templateOf } from '../support/synthesised.ts';

type Counted = Partial<Record<'enroll' | 'touch' | 'respond', readonly string[]>>;

let template: Template;
beforeAll(async () => {
  template = await templateOf(PROD);
});

test('each figure is counted from the log of its own function, by the names of answers', () => {
  const filters = Object.values(template.findResources('AWS::Logs::MetricFilter')).map(({ Properties }) => {
    const [transformation] = Properties.MetricTransformations;
    return `${transformation.MetricNamespace} ${transformation.MetricName} = ${transformation.MetricValue} where ${Properties.FilterPattern} in ${Properties.LogGroupName.Ref.replace(/Log[0-9A-F]{8}$/, '')}`;
  });
  expect(filters).toContain(
    'Winback/prod emails = $.answers.sent_email where { $.answers.sent_email > 0 } in JourneyTouch',
  );
});

test('no figure counts an answer that its function never gives', () => {
  for (const { enroll = [], touch = [], respond = [] } of Object.values<Counted>(FIGURES)) {
    expect(ENROLL_NAMES).toEqual(expect.arrayContaining([...enroll]));
    expect(TOUCH_NAMES).toEqual(expect.arrayContaining([...touch]));
    expect(RESPOND_NAMES).toEqual(expect.arrayContaining([...respond]));
  }
});

test('the page for managers shows each of them', () => {
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);
  for (const name of Object.keys(FIGURES)) expect(body).toContain(`\\"Winback/prod\\",\\"${name}\\"`);
  for (const words of ['BounceRate', 'ComplaintRate', 'ExecutionsStarted', 'ConsumedWriteCapacityUnits'])
    expect(body).toContain(words);
});
