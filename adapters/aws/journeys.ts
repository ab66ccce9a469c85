// The journeys as executions of Step Functions.
import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { faultName, isPassing } from '#adapters/aws/passing-fault';
import { BrokenRecord, type FaultIds, TryAgain } from '#core/errors';
import type { JourneyAnswer, Journeys } from '#core/ports';

/** What the state machine catches to take another plan. */
const REPLAN = 'Replan';
/** SendTaskFailure refuses a longer cause (Step Functions API reference). */
const MOST_CAUSE_CHARACTERS = 32_768;
// The task timed out, was answered already, or never was: the journey is no longer where the token says.
const MOVED_ON = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

export type JourneysSettings = {
  readonly client: SFNClient;
  /** The ARN of the state machine, or of an alias of it. */
  readonly stateMachine: string;
};

/**
 * The journeys of one state machine. Throws TryAgain for throttles, server faults and a cut network (every call may be
 * repeated), BrokenRecord for a plan that no journey can take; other refusals pass through as the SDK throws them.
 */
export function createStepFunctionsJourneys({ client, stateMachine }: JourneysSettings): Journeys {
  return {
    async start(input) {
      const { enrollmentId } = input;
      const command = new StartExecutionCommand({
        stateMachineArn: stateMachine,
        name: enrollmentId,
        input: JSON.stringify(input),
      });
      try {
        await client.send(command);
      } catch (fault) {
        if (faultName(fault) !== 'ExecutionAlreadyExists') throw asOurs(fault, 'StartExecution', { enrollmentId });
      }
    },
    succeed(token, result) {
      const command = new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(result) });
      return told('SendTaskSuccess', () => client.send(command));
    },
    async replan(token, plan) {
      const cause = JSON.stringify(plan);
      if (cause.length > MOST_CAUSE_CHARACTERS) {
        throw new BrokenRecord(
          `a plan of ${plan.until.length} legs has ${cause.length} characters and a journey takes ${MOST_CAUSE_CHARACTERS}; shorten the enrollment's legs`,
        );
      }
      const command = new SendTaskFailureCommand({ taskToken: token, error: REPLAN, cause });
      return told('SendTaskFailure', () => client.send(command));
    },
    park(token, fault) {
      // No cause: the name of the fault is all that the state machine takes on, and the log has its words.
      const command = new SendTaskFailureCommand({ taskToken: token, error: fault });
      return told('SendTaskFailure', () => client.send(command));
    },
  };
}

async function told(call: string, send: () => Promise<unknown>): Promise<JourneyAnswer> {
  try {
    await send();
    return 'done';
  } catch (fault) {
    if (MOVED_ON.has(faultName(fault))) return 'movedOn';
    throw asOurs(fault, call, {});
  }
}

function asOurs(fault: unknown, call: string, ids: FaultIds): unknown {
  if (!isPassing(fault)) return fault;
  return new TryAgain(`Step Functions did not take ${call} (${faultName(fault)}); call again`, { ids, cause: fault });
}
