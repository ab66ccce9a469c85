// Does every SMS say whose it is and how to stop it?
import { expect, test } from 'vitest';
import { ShopSchema } from '#core/shop';
import { checkRendered } from '#workflows/check-rendered';
import { sampleFacts } from '#workflows/sample-customers';
import { aPublishedFile } from '../support/builders.ts';

const [facts] = sampleFacts(ShopSchema.parse(aPublishedFile().shop), [undefined], []);

test.each([
  ['Acorn & Oak: still there? Reply STOP to opt out.', []],
  ['Acorn & Oak: dernier rappel. STOP au 36111', []],
  ['Acorn & Oak: still there?', ['an SMS must say how to stop it']],
  ['Still there? Reply STOP to opt out.', ['an SMS must name the shop']],
  ['Acorn & Oak: non-stop fun!', ['an SMS must say how to stop it']],
  ['Still there?', ['an SMS must name the shop', 'an SMS must say how to stop it']],
])('CMP-27: %j', (text, problems) => {
  const findings = checkRendered({ channel: 'sms', text, maxPrice: 0.05 }, facts);
  expect(findings.map(({ problem }) => problem)).toEqual(problems);
  expect(findings.every(({ in: file, fix }) => file === 'sms' && fix !== '')).toBe(true);
});
