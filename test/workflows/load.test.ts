import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PublishedSequenceSchema } from '#core/sequence';
import { checkWorkflows, loadWorkflows } from '#workflows/load';
import { changed, withPlan } from '../support/plan-folder.ts';

const SEQUENCE = 'sequences/small.yaml';

describe('what is shipped', () => {
  test('every sequence is fit to be published', async () => {
    const files = await readdir('workflows/sequences');
    const { problems, sequences } = await checkWorkflows('workflows');
    expect(problems).toEqual([]);
    expect(sequences.map((name) => `${name}.yaml`)).toEqual(files);
  });

  test('no message lies about unused', async () => {
    const { messages } = await checkWorkflows('workflows');
    const folders = (await readdir('workflows/messages')).filter((name) => !name.startsWith('_'));
    expect([...messages].sort()).toEqual(folders.sort());
  });

  test('gentle-90 is the plan that its file tells', async () => {
    const answer = await loadWorkflows('workflows');
    const published = answer.status === 'loaded' ? answer.published : [];
    const { sequence } = PublishedSequenceSchema.parse(published.find((file) => file.sequence.name === 'gentle-90'));
    expect(sequence).toMatchObject({
      dormant: { join: 'all', parts: [{ kind: 'window', after: 90, until: 365, by: ['order'], perSegment: [] }] },
      goal: 'order',
      stopsOn: ['order', 'visit'],
      holdout: 0.1,
      reentry: { after: 180 },
      send: { from: '09:00', to: '20:00', days: [1, 2, 3, 4, 5, 6] },
      closeAfter: { days: 14, milliseconds: 0 },
    });
    expect(sequence.touches.map(({ after, channel, incentive }) => [after.days, channel, incentive])).toEqual([
      [0, 'email', undefined],
      [4, 'sms', undefined],
      [7, 'email', undefined],
      [7, 'email', 'ten-off'],
    ]);
  });

  test('no silence is long enough for one sequence and short enough for the other', async () => {
    const answer = await loadWorkflows('workflows');
    const windows = (answer.status === 'loaded' ? answer.published : [])
      .flatMap((file) => PublishedSequenceSchema.parse(file).sequence.dormant.parts)
      .flatMap((part) => (part.kind === 'window' ? [part] : []))
      .sort((one, other) => one.after - other.after);
    expect(windows.length).toBeGreaterThan(1);
    windows.slice(1).forEach((window, index) => {
      expect(window.after).toBeGreaterThanOrEqual(windows[index]?.until ?? 0);
    });
  });
});

describe('what is published', () => {
  test('a sequence takes along just what its journeys need, as it was written', async () => {
    const extra = {
      'incentives.yaml':
        'ten-off: { percent off: 10, up to: 20, expires after: 14 days }\nother: { amount off: 5, expires after: 1 day }\n',
    };
    const answer = await withPlan(extra, loadWorkflows);
    const [file] = answer.status === 'loaded' ? answer.published : [];
    expect(file).toMatchObject({
      sequence: { name: 'small', 'close after': '14 days', for: { segment: 'valued' } },
      segments: { valued: { all: [{ field: 'orders', 'at least': 3 }] } },
      shop: { name: 'Acorn & Oak', 'time zone': 'America/New_York' },
    });
    expect(Object.keys(file?.messages ?? {})).toEqual(['hello', 'nudge', 'gift']);
    expect(Object.keys(file?.incentives ?? {})).toEqual(['ten-off']);
  });

  test('MJML is HTML already, Liquid is not yet filled in', async () => {
    const answer = await withPlan({}, loadWorkflows);
    const email = answer.status === 'loaded' ? answer.published[0]?.messages.hello?.email : undefined;
    expect(email?.html).toMatch(/^<!doctype html>/i);
    expect(email?.html).not.toContain('<mj-');
    expect(email?.html).toContain('href="{{ unsubscribe_url }}"');
    expect(email?.subject).toBe('Hello {{ customer.first_name | default: "there" }}');
    expect(email?.text).toBe('We miss you.\n{{ unsubscribe_url }}\n{{ shop.address }}\n');
  });

  test('a plan without incentives and segments needs no files for them', async () => {
    const changes = {
      'incentives.yaml': undefined,
      'segments.yaml': undefined,
      [SEQUENCE]: `name: small
describe: Shoppers silent for 90 days
for: { dormant: { after: 90 days, until: 1 year } }
goal: order
send: { between: "09:00-20:00" }
close after: 14 days
touches: [{ id: hello, channel: email, message: hello }]
`,
    };
    expect((await withPlan(changes, loadWorkflows)).status).toBe('loaded');
  });
});

describe('check, for some files only', () => {
  const mistakes = {
    ...changed(SEQUENCE, 'goal: order', 'goal: oder'),
    ...changed('messages/nudge/sms.txt', 'shop.name', 'shop.nme'),
    'sequences/other.yaml': `name: other
describe: Shoppers silent for 60 days
for: { dormant: { after: 60 days, until: 1 year } }
goal: order
send: { between: "09:00-20:00" }
close after: 14 days
touches: [{ id: nudge, channel: sms, message: nudge }]
`,
  };
  const told = (files: (folder: string) => string[]) =>
    withPlan(mistakes, async (folder) => {
      const { problems } = await checkWorkflows(folder, files(folder));
      return problems.map(({ file, line }) => `${relative(folder, file)}:${line}`);
    });

  test('a sequence is told with the messages that it uses', async () => {
    expect(await told((folder) => [join(folder, 'sequences/other.yaml')])).toEqual(['messages/nudge/sms.txt:1']);
    expect(await told((folder) => [join(folder, SEQUENCE)])).toEqual([
      'messages/nudge/sms.txt:1',
      'sequences/small.yaml:6',
    ]);
  });

  test('a message is told by itself', async () => {
    expect(await told((folder) => [join(folder, 'messages/nudge/sms.txt')])).toEqual(['messages/nudge/sms.txt:1']);
    expect(await told((folder) => [join(folder, 'shop.yaml')])).toEqual([]);
  });

  test('a sequence may be named instead of its file', async () => {
    expect(await told(() => ['other'])).toEqual(['messages/nudge/sms.txt:1']);
    const files = await withPlan({}, async (folder) =>
      (await checkWorkflows(folder, ['small'])).files.map((file) => relative(folder, file)),
    );
    expect(files).toEqual([SEQUENCE]);
  });

  test('a fine message is named as checked; one that no sequence uses is not called fit', async () => {
    const lonely = { 'messages/lonely/sms.txt': 'Hello' };
    const [used, unused] = await withPlan(lonely, (folder) =>
      Promise.all(
        ['nudge', 'lonely'].map((name) => checkWorkflows(folder, [join(folder, `messages/${name}/sms.txt`)])),
      ),
    );
    expect(used).toMatchObject({ problems: [], messages: ['nudge'] });
    expect(unused).toMatchObject({ problems: [{ line: 1 }], messages: [] });
    expect(unused?.problems[0]?.problem).toContain('no sequence uses the message "lonely"');
  });

  test('a sequence outside the folder is judged with the messages inside', async () => {
    const problems = await withPlan({}, (folder) =>
      withPlan(changed(SEQUENCE, 'message: nudge', 'message: nugde'), async (elsewhere) => {
        return (await checkWorkflows(folder, [join(elsewhere, SEQUENCE)])).problems;
      }),
    );
    expect(problems.map(({ line, problem }) => ({ line, problem }))).toEqual([
      { line: 11, problem: 'there is no message "nugde"; did you mean "nudge"?' },
    ]);
  });

  test('a file that is not there is a problem, not a silence', async () => {
    expect(await told(() => ['no-such.yaml'])).toHaveLength(1);
  });
});
