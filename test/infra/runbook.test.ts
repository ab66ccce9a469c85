import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { OUTPUTS } from '../../infra/outputs.ts';
import { templateOf } from '../support/synthesised.ts';

const RUNBOOK = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
/** What stands before this line is general; after it, each heading of the second level is an alarm. */
const MARK = '\n# Alarms\n';
const HEADING = /^## (.+)$/m;
/** What every alarm is told with, in this order. */
const PARTS = ['**What customers feel.**', '**Look.**', '**Mend.**', '**Then.**'];
/** What must be done before anybody looks, where somebody has to be protected. */
const FIRST = '**First.**';
/** Under this heading every alarm stands in one of two lists, each title between asterisks. */
const ORDER = '\n## What comes first\n';
const DESCRIPTION = /^(?<impact>[A-Z].+\.) What to do: docs\/runbook\.md, "(?<title>[^"]+)"\.$/s;

type Section = { readonly title: string; readonly body: string };

function sectionsOf(runbook: string): readonly Section[] {
  const [, alarms] = runbook.split(MARK);
  if (alarms === undefined) throw new Error('the runbook has no part "# Alarms"');
  const [, ...pieces] = alarms.split(HEADING);
  return pieces.flatMap((title, place) => (place % 2 === 0 ? [{ title, body: pieces[place + 1] ?? '' }] : []));
}

/** Every way in which alarms and headings do not belong together, in words. */
function differences(alarms: readonly string[], headings: readonly string[]): readonly string[] {
  return [
    ...alarms.filter((title) => !headings.includes(title)).map((title) => `no heading for the alarm "${title}"`),
    ...headings.filter((title) => !alarms.includes(title)).map((title) => `no alarm for the heading "${title}"`),
    ...headings.filter((title, place) => headings.indexOf(title) !== place).map((title) => `"${title}" stands twice`),
  ];
}

function isWhole({ body }: Section): boolean {
  const [felt = '', ...rest] = PARTS;
  const parts = body.includes(FIRST) ? [felt, FIRST, ...rest] : PARTS;
  const places = parts.map((part) => body.indexOf(part));
  return places.every(
    (place, index) => place > (places[index - 1] ?? -1) && body.lastIndexOf(parts[index] ?? '') === place,
  );
}

/** The alarms that are told when to look at them. */
function orderedTitles(): readonly string[] {
  const [, from = ''] = RUNBOOK.split(ORDER);
  const [list = ''] = from.split('\n## ');
  const words = list.replaceAll(/\*\*[^*]+\*\*/g, '').matchAll(/\*(?<title>[^*]+)\*/g);
  return [...words].flatMap(({ groups }) => groups?.title?.replaceAll(/\s+/g, ' ') ?? []);
}

/** The words that follow a command of the runbook, wherever it is used; not where it is made or described. */
function argumentsOf(command: string): readonly string[] {
  const uses = RUNBOOK.matchAll(new RegExp(`(?<![\\w-])${command} (?<word>[A-Z]\\w+)`, 'g'));
  return [...new Set([...uses].flatMap(({ groups }) => groups?.word ?? []))];
}

const commandBlocks = [...RUNBOOK.matchAll(/^```sh\n(?<code>.*?)^```$/gms)].map(({ groups }) => groups?.code ?? '');

let template: Template;
beforeAll(async () => {
  template = await templateOf();
});

// The casts here and below: assertions hand out properties as they stand in the template.
function alarmsOf(): readonly { readonly AlarmName: string; readonly AlarmDescription: string }[] {
  const found = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
  return found.map(({ Properties }) => Properties as { AlarmName: string; AlarmDescription: string });
}

function titleOf({ AlarmDescription }: { readonly AlarmDescription: string }): string | undefined {
  return DESCRIPTION.exec(AlarmDescription)?.groups?.title;
}

function namesOf(type: string, ending: string): readonly string[] {
  const pattern = new RegExp(`^(.+)${ending}[0-9A-F]{8}$`);
  return Object.keys(template.findResources(type)).flatMap((id) => pattern.exec(id)?.[1] ?? []);
}

describe('alarms and the runbook', () => {
  test('every alarm has its heading, and every heading its alarm', () => {
    const titles = alarmsOf().map((alarm) => titleOf(alarm) ?? alarm.AlarmName);
    expect(titles.length).toBeGreaterThan(0);
    expect(
      differences(
        titles,
        sectionsOf(RUNBOOK).map(({ title }) => title),
      ),
    ).toEqual([]);
  });

  test('every alarm is told whether it comes first or may wait until morning', () => {
    expect([...orderedTitles()].sort()).toEqual(
      alarmsOf()
        .map((alarm) => titleOf(alarm))
        .sort(),
    );
  });

  test('every alarm says what the business feels, and is named after the heading that it points to', () => {
    for (const alarm of alarmsOf()) {
      expect(alarm.AlarmDescription).toMatch(DESCRIPTION);
      expect(alarm.AlarmName).toBe(`winback-prod: ${titleOf(alarm)}`);
    }
  });

  test('an alarm without a heading is found', () => {
    expect(differences(['Touches wait', 'Sending touches fails'], ['Sending touches fails'])).toEqual([
      'no heading for the alarm "Touches wait"',
    ]);
  });

  test('a heading without an alarm is found, and one that stands twice', () => {
    expect(
      differences(['Sending touches fails'], ['Sending touches fails', 'Sending touches fails', 'Old news']),
    ).toEqual(['no alarm for the heading "Old news"', '"Sending touches fails" stands twice']);
  });

  test('headings of general parts are not taken for alarms', () => {
    const sections = sectionsOf(
      '# Runbook\n\n## Logs\n\nwords\n\n# Alarms\n\nwords\n\n## One\n\nhow\n\n## Two\n\nwhy\n',
    );
    expect(sections).toEqual([
      { title: 'One', body: '\n\nhow\n\n' },
      { title: 'Two', body: '\n\nwhy\n' },
    ]);
  });
});

describe('what the runbook tells of an alarm', () => {
  test('is what customers feel, how to look, how to mend and what then, in this order', () => {
    expect(sectionsOf(RUNBOOK).filter((section) => !isWhole(section))).toEqual([]);
  });

  test('is not whole without one of them, or in another order', () => {
    const [felt = '', look = '', mend = '', then = ''] = PARTS;
    expect(isWhole({ title: 'x', body: PARTS.join('\n') })).toBe(true);
    expect(isWhole({ title: 'x', body: [felt, look, then].join('\n') })).toBe(false);
    expect(isWhole({ title: 'x', body: [felt, mend, look, then].join('\n') })).toBe(false);
  });

  test('may have a first step, which stands above the look', () => {
    const [felt = '', look = '', mend = '', then = ''] = PARTS;
    expect(isWhole({ title: 'x', body: [felt, FIRST, look, mend, then].join('\n') })).toBe(true);
    expect(isWhole({ title: 'x', body: [felt, look, FIRST, mend, then].join('\n') })).toBe(false);
    expect(isWhole({ title: 'x', body: [FIRST, felt, look, mend, then].join('\n') })).toBe(false);
    expect(isWhole({ title: 'x', body: [felt, FIRST, FIRST, look, mend, then].join('\n') })).toBe(false);
  });

  test('has commands to look with', () => {
    expect(sectionsOf(RUNBOOK).filter(({ body }) => !body.includes('```sh\n'))).toEqual([]);
  });
});

describe('the commands of the runbook', () => {
  test('can be read by a shell', () => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: commandBlocks.join('\n'), encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('never switch sending on before every response is obeyed', () => {
    const unguarded = RUNBOOK.match(/.*(?<!all_heard && )reading JourneyTouch on\b.*/g);
    expect(RUNBOOK).toContain('all_heard && reading JourneyTouch on');
    expect(unguarded).toBeNull();
  });

  test('name outputs that the stack has', () => {
    const asked = ['output', 'dead_letters_of', 'redrive', 'secret_of'].flatMap(argumentsOf);
    const known: readonly string[] = OUTPUTS;
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('name functions that the stack has', () => {
    const asked = ['function_of', 'reading', 'is_reading', 'given_up_by', 'call'].flatMap(argumentsOf);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !namesOf('AWS::Lambda::Function', 'Function').includes(name))).toEqual([]);
  });

  test('name schedules that the stack has', () => {
    const asked = ['schedule_of', 'schedule'].flatMap(argumentsOf);
    expect(asked.sort()).toEqual(expect.arrayContaining(['Reporting', 'Scan']));
    expect(asked.filter((name) => !namesOf('AWS::Scheduler::Schedule', 'Schedule').includes(name))).toEqual([]);
  });

  test('quote their placeholders, which a shell would take for files', () => {
    const open = commandBlocks
      .flatMap((code) => code.split('\n'))
      .filter((line) => /(?<!['"][^'"]*)<[a-z][a-z ]*>/.test(line));
    expect(open).toEqual([]);
  });
});

describe('what the runbook says of the queues', () => {
  const row = /^\| `(?<output>\w+)` \| `(?<reader>\w+)` \| (?<minutes>\d+) minutes \| (?<tries>\d+) \|$/gm;

  test('is how long they hide a message from whom, and how often they try', () => {
    const told = [...RUNBOOK.matchAll(row)].map(({ groups }) => groups ?? {});
    const outputs = template.findOutputs('*');
    const queues = template.findResources('AWS::SQS::Queue');
    const isOf = told.map(({ output = '', reader = '' }) => {
      const id: string = outputs[output]?.Value.Ref;
      const [mapping] = Object.values(template.findResources('AWS::Lambda::EventSourceMapping')).filter(
        ({ Properties }) => Properties.EventSourceArn['Fn::GetAtt'][0] === id,
      );
      const { VisibilityTimeout, RedrivePolicy } = queues[id]?.Properties ?? {};
      expect(mapping?.Properties.FunctionName.Ref).toMatch(new RegExp(`^${reader}Function[0-9A-F]{8}$`));
      return { output, reader, minutes: `${VisibilityTimeout / 60}`, tries: `${RedrivePolicy.maxReceiveCount}` };
    });
    expect(told).toHaveLength(Object.keys(template.findResources('AWS::Lambda::EventSourceMapping')).length);
    expect(told).toEqual(isOf);
  });
});
