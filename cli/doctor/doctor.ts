// winback doctor: is the AWS account ready for the first send of a stage, and what is left to do?
import type { Command } from 'commander';
import type { AccountFacts } from '#adapters/aws/account';
import { type PublishedFile, PublishedSequenceSchema } from '#core/sequence';
import { type Instant, instantOf } from '#core/time';
import { OUTPUTS, stackNameOf } from '../../infra/outputs.ts';
import { readStage, type Stage } from '../../infra/stages.ts';
import { ANSWER_IS_NO } from '../exit-codes.ts';
import { loadPlan, shopOf, WORKFLOWS_FOLDER } from '../plan.ts';
import { countedText, createTerminal, type Terminal, wrapText } from '../terminal.ts';
import { FINDING_GROUPS, FINDING_STATUSES, type Finding } from './finding.ts';
import { loadOf } from './load.ts';
import { type Readiness, readinessOf, type Wanted } from './readiness.ts';

const STATUS_WIDTH = Math.max(...FINDING_STATUSES.map((status) => status.length));

/** What looks at the account, and when. */
export type Sight = {
  readonly now: () => Instant;
  readonly facts: (wanted: Wanted) => Promise<AccountFacts>;
};

const REAL: Sight = {
  now: () => instantOf(Date.now()),
  async facts(wanted) {
    // Loading the clients of AWS takes time that other commands need not wait.
    const { accountFacts } = await import('./account-facts.ts');
    return accountFacts(wanted);
  },
};

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check the AWS account before the first send: email, DNS, SMS, quotas and the deployed stack')
    .requiredOption('--stage <name>', 'the stage of infra/stages.ts to check for')
    .option('--json', 'print one JSON object', false)
    .action(async ({ stage, json }: { stage: string; json: boolean }) => doctor(stage, createTerminal(json)));
}

/** Checks the account for a stage, says what was found, and sets the exit code: 1 unless the stage is ready. */
export async function doctor(name: string, terminal: Terminal, sight: Sight = REAL): Promise<void> {
  const stage = readStage(name);
  const wanted = wantedBy(stage, await loadPlan(WORKFLOWS_FOLDER, undefined));
  const readiness = readinessOf(wanted, await sight.facts(wanted), sight.now());
  terminal.answer({ stage: name, ...readiness });
  terminal.say(`${findingsText(readiness.findings, terminal.columns)}\n\n${summaryText(name, readiness)}`);
  if (!readiness.ready) process.exitCode = ANSWER_IS_NO;
}

function wantedBy(stage: Stage, plan: readonly PublishedFile[]): Wanted {
  const shop = shopOf(plan);
  const sequences = plan.map((file) => PublishedSequenceSchema.parse(file).sequence);
  const { identity, perSecond, accountPerSecond } = stage.email;
  return {
    email: { identity, from: shop.emailFrom, perSecond, accountPerSecond },
    ...(stage.sms === undefined ? {} : { sms: { origination: stage.sms.origination, cost: shop.costs.sms } }),
    stack: {
      stage: stage.name,
      stackName: stackNameOf(stage.name),
      outputs: OUTPUTS,
      timeZone: shop.timeZone,
      scanAt: shop.scanAt,
    },
    links: {
      ...(stage.linksBaseUrl === undefined ? {} : { baseUrl: stage.linksBaseUrl }),
      keepsData: stage.data === 'keep',
    },
    load: loadOf(sequences, { enrollmentsPerDay: stage.expected.enrollmentsPerDay, timeScale: stage.timeScale }),
    scanSegments: stage.scanSegments,
    openJourneysQuota: stage.openJourneysQuota,
    receivers: stage.alarmsTo.length,
  };
}

/** Group by group; what to do stands under what was found. */
function findingsText(findings: readonly Finding[], columns: number | undefined): string {
  const nameWidth = Math.max(...findings.map(({ name }) => name.length));
  const groups = FINDING_GROUPS.map((group) => ({ group, those: findings.filter((one) => one.group === group) }));
  return groups
    .filter(({ those }) => those.length > 0)
    .map(({ group, those }) => [group, ...those.map((one) => findingText(one, nameWidth, columns))].join('\n'))
    .join('\n\n');
}

function findingText(finding: Finding, nameWidth: number, columns: number | undefined): string {
  const head = `  ${finding.status.padEnd(STATUS_WIDTH)}  ${finding.name.padEnd(nameWidth)}  `;
  const indent = ' '.repeat(head.length);
  const room = columns === undefined ? undefined : columns - head.length;
  const lines = [finding.found, ...(finding.status === 'ok' ? [] : [`do: ${finding.todo}`])];
  return head + lines.map((line) => wrapText(line, room).replaceAll('\n', `\n${indent}`)).join(`\n${indent}`);
}

function summaryText(stage: string, { ready, findings }: Readiness): string {
  const count = (status: Finding['status']) => findings.filter((one) => one.status === status).length;
  const parts = [
    ...(count('problem') > 0 ? [countedText(count('problem'), 'problem')] : []),
    ...(count('unknown') > 0 ? [`${count('unknown')} that could not be looked at`] : []),
    ...(count('warning') > 0 ? [countedText(count('warning'), 'warning')] : []),
  ];
  const verdict = ready ? `Stage ${stage} is ready to send` : `Stage ${stage} is not ready to send`;
  return parts.length === 0 ? `${verdict}.` : `${verdict}: ${parts.join(', ')}.`;
}
