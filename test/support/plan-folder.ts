// A folder of workflows to make mistakes in: small, valid, and thrown away.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { loadWorkflows } from '#workflows/load';
import type { Problem } from '#workflows/problems';

const FOOT = '<a href="{{ unsubscribe_url }}">Unsubscribe</a> {{ shop.address }}';

/** A mistake in the plan, where it is told, and what is said and advised. */
export type Mistake = readonly [
  what: string,
  changes: Readonly<Record<string, string | undefined>>,
  place: string,
  problem: string,
  fix: string,
];

/** A valid plan, by path; each file is short, so that the lines of a mistake are easy to count. */
export const PLAN: Readonly<Record<string, string>> = {
  'shop.yaml': `name: Acorn & Oak
website: https://shop.example.com
address: 12 Orchard Lane, Albany, NY 12207, USA
time zone: America/New_York
currency: USD
email: { from: Acorn & Oak <hello@shop.example.com> }
`,
  'incentives.yaml': `ten-off:
  percent off: 10
  up to: 20
  expires after: 14 days
  budget: 500
`,
  'segments.yaml': `valued:
  all: [{ field: orders, at least: 3 }]
`,
  'sequences/small.yaml': `name: small
describe: Shoppers silent for 90 days
for:
  dormant: { after: 90 days, until: 1 year }
  segment: valued
goal: order
send: { between: "09:00-20:00", days: mon-sat }
close after: 14 days
touches:
  - { id: hello, channel: email, message: hello }
  - { id: nudge, after: 4 days, channel: sms, message: nudge }
  - { id: gift, after: 7 days, channel: email, message: gift, incentive: ten-off }
`,
  'messages/hello/email.txt': `Subject: Hello {{ customer.first_name | default: "there" }}
Preview: A short hello

We miss you.
{{ unsubscribe_url }}
{{ shop.address }}
`,
  'messages/hello/email.mjml': emailWith('<p>We miss you.</p>'),
  'messages/nudge/sms.txt': '{{ shop.name }}: still there? Reply STOP to opt out.\n',
  'messages/gift/email.txt': `Subject: {{ incentive.words }}
Preview: {{ incentive.code }}

{{ incentive.code }} until {{ incentive.expires_on }}
{{ unsubscribe_url }}
{{ shop.address }}
`,
  'messages/gift/email.mjml': emailWith('<p>{{ incentive.code }}</p>'),
};

/** A whole email around a few words, which stand on line 9. */
export function emailWith(words: string, foot = FOOT): string {
  return `<mjml lang="en">
  <mj-head>
    <mj-title>Hello</mj-title>
  </mj-head>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text>
          ${words}
        </mj-text>
        <mj-text>${foot}</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;
}

/** Runs with a folder that holds the plan with some files changed (or, when undefined, left out). */
export async function withPlan<T>(
  changes: Readonly<Record<string, string | undefined>>,
  run: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'winback-plan-'));
  try {
    for (const [path, text] of Object.entries({ ...PLAN, ...changes })) {
      if (text === undefined) continue;
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The problems of the plan with some files changed; their files as seen from the folder. */
export async function problemsOf(changes: Readonly<Record<string, string | undefined>>): Promise<readonly Problem[]> {
  return withPlan(changes, async (folder) => {
    const answer = await loadWorkflows(folder);
    if (answer.status === 'loaded') return [];
    return answer.problems.map((problem) => ({ ...problem, file: relative(folder, problem.file) }));
  });
}

/** A file of the plan with one stretch of text replaced; the stretch must be there. */
export function changed(path: string, from: string, to: string): Readonly<Record<string, string>> {
  const text = PLAN[path];
  if (!text?.includes(from)) throw new TypeError(`${path} has no ${from}`);
  return { [path]: text.replace(from, () => to) };
}
