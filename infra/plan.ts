// Does the plan of the marketers fit the stage that it would be deployed to? Asked before anything is synthesised.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BadDefinition, BadInput } from '#core/errors';
import { addressOf, domainOf, isAddress, speaksFor } from '#core/sender';
import { type PublishedFile, PublishedSequenceSchema, touchesBy } from '#core/sequence';
import type { Shop } from '#core/shop';
import { loadWorkflows } from '#workflows/load';
import type { Stage } from './stages.ts';

const FOLDER = fileURLToPath(new URL('../workflows/', import.meta.url));

/** What the stack takes from the plan. Sequences themselves are published, not deployed. */
export type Plan = {
  readonly shop: Shop;
  readonly sequences: readonly PublishedFile[];
  /** workflows/journey.asl.json, without its white space. */
  readonly definition: string;
};

/** The plan in `workflows/`. Throws BadDefinition with every problem by file and line. */
export async function readPlan(folder: string = FOLDER): Promise<Plan> {
  const loaded = await loadWorkflows(folder);
  if (loaded.status === 'broken') {
    const problems = loaded.problems.map(({ file, line, problem, fix }) => `${file}:${line}: ${problem}\n    ${fix}`);
    throw new BadDefinition(`the plan cannot be deployed:\n${problems.join('\n')}`);
  }
  const [first] = loaded.published;
  if (first === undefined) throw new BadDefinition('there is no sequence; write one: see workflows/README.md');
  const { shop } = PublishedSequenceSchema.parse(first);
  const definition = JSON.stringify(JSON.parse(readFileSync(`${folder}journey.asl.json`, 'utf8')));
  return { shop, sequences: loaded.published, definition };
}

/** Throws BadInput when the stage could not send what the plan says. */
export function mustFit(stage: Stage, { shop, sequences }: Plan): void {
  const problems = [...senderProblems(stage, shop.emailFrom), ...smsProblems(stage, sequences)];
  if (problems.length === 0) return;
  throw new BadInput(
    `infra/stages.ts: the stage ${stage.name} does not fit the plan:\n${problems.map((one) => `  ${one}`).join('\n')}`,
  );
}

function senderProblems({ name, email }: Stage, from: string): string[] {
  const { identity } = email;
  const address = addressOf(from);
  if (speaksFor(identity, address)) return [];
  return [
    `${name}.email.identity: the shop writes from the domain ${domainOf(address)} (workflows/shop.yaml, email.from), and ${isAddress(identity) ? 'this identity is another address' : `${identity} does not speak for it`}; name the identity that SES has verified for that sender`,
  ];
}

function smsProblems({ name, sms }: Stage, sequences: readonly PublishedFile[]): string[] {
  if (sms !== undefined) return [];
  return sequences.flatMap(({ sequence }) => {
    const texts = touchesBy('sms', sequence).map(({ id }) => id);
    if (texts.length === 0) return [];
    return [
      `${name}.sms: the sequence ${sequence.name} has SMS touches (${texts.join(', ')}), and this stage has no number to send them from; add sms: { origination }, or take the touches out`,
    ];
  });
}
