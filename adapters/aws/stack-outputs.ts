// What does CloudFormation say of a deployed stack? The values that it puts out by name, or that there is no such stack.
import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { BrokenRecord } from '#core/errors';

const StackSchema = z.object({
  StackStatus: z.string(),
  Outputs: z.array(z.object({ OutputKey: z.string(), OutputValue: z.string() })).default([]),
});
type StackAnswer =
  | { readonly status: 'found'; readonly outputs: ReadonlyMap<string, string>; readonly stackStatus: string }
  | { readonly status: 'missing' };

/**
 * What is known of a stack in the account and region of the client; a deleted one is missing. Every other fault is thrown
 * as it comes (no region, no credentials, no permission, no network), since only whoever asked knows what to say of it.
 */
export async function readStack({
  client,
  stackName,
}: {
  readonly client: CloudFormationClient;
  readonly stackName: string;
}): Promise<StackAnswer> {
  const answer = await client.send(new DescribeStacksCommand({ StackName: stackName })).catch((fault: unknown) => {
    if (saysMissing(fault)) return undefined;
    throw fault;
  });
  const [stack] = answer?.Stacks ?? [];
  if (stack === undefined || stack.StackStatus === 'DELETE_COMPLETE') return { status: 'missing' };
  const parsed = StackSchema.safeParse(stack);
  if (!parsed.success) {
    throw new BrokenRecord(`what CloudFormation says of ${stackName} cannot be read; look at the stack in its console`);
  }
  const { Outputs, StackStatus } = parsed.data;
  const outputs = new Map(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  return { status: 'found', outputs, stackStatus: StackStatus };
}

// A ValidationError may also be about the name that was asked for, so its words decide.
function saysMissing(fault: unknown): boolean {
  return fault instanceof Error && fault.name === 'ValidationError' && fault.message.includes('does not exist');
}
