import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { mustFit, type Plan, readPlan } from '../../infra/plan.ts';
import { aStage, PROD, WITHOUT_SMS } from '../support/synthesised.ts';

let plan: Plan;
beforeAll(async () => {
  plan = await readPlan();
});

describe('the plan of a stage', () => {
  test('is the shop of workflows/, in its own time zone', () => {
    expect(plan.shop).toMatchObject({ timeZone: 'America/New_York', scanAt: '10:00' });
    expect(JSON.parse(plan.definition)).toHaveProperty('StartAt');
  });

  test('with a time zone that nobody knows is refused by file and line', async () => {
    const folder = `${await mkdtemp(join(tmpdir(), 'winback-plan-'))}/`;
    await cp('workflows', folder, { recursive: true });
    const file = join(folder, 'shop.yaml');
    const shop = await readFile(file, 'utf8');
    await writeFile(file, shop.replace('America/New_York', 'America/New_Yorck'));
    await expect(readPlan(folder)).rejects.toThrow(
      /the plan cannot be deployed:\n.*shop\.yaml:\d+: .*America\/New_Yorck/,
    );
  });

  test('fits the stage that is shipped', () => {
    expect(() => mustFit(PROD, plan)).not.toThrow();
  });

  test.each([
    ['another domain', 'example.org', false],
    ['the domain above', 'example.com', true],
    ['a domain that only ends alike', 'op.example.com', false],
    ['the very address', 'hello@shop.example.com', true],
    ['the same in capitals', 'Shop.Example.Com', true],
    ['another address', 'news@shop.example.com', false],
  ])('is sent by %s only where that speaks for the sender', (_what, identity, fits) => {
    const stage = aStage((prod) => ({ ...prod, email: { ...prod.email, identity } }));
    const fit = () => mustFit(stage, plan);
    if (fits) expect(fit).not.toThrow();
    else expect(fit).toThrow(/prod\.email\.identity: the shop writes from the domain shop\.example\.com/);
  });

  test('with SMS touches needs a stage that can send them, and names the touches', () => {
    expect(() => mustFit(WITHOUT_SMS, plan)).toThrow(
      /prod\.sms: the sequence gentle-90 has SMS touches \(nudge\), and this stage has no number/,
    );
  });
});
