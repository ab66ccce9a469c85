// What people read when AWS cannot be asked or says no. Never its own words: they may carry what we sent.
import { isAnswer, type Obstacle, type ObstacleKind, obstacleOf } from '#adapters/aws/obstacle';
import { faultName } from '#adapters/aws/passing-fault';

const SIGN_IN =
  'sign in (aws sso login), choose a profile with AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
const MEANINGS: Readonly<Record<Exclude<ObstacleKind, 'unreachable'>, string>> = {
  noCredentials: `there are no AWS credentials to work with; ${SIGN_IN}`,
  expired: `the AWS credentials have expired; ${SIGN_IN}`,
  rejected: `AWS does not accept these credentials; ${SIGN_IN}`,
  denied:
    'these AWS credentials lack a permission: reading the stack (cloudformation:DescribeStacks) and working with the tables of the stage',
  clock: 'the clock of this machine is wrong, so AWS refuses its requests; set it',
};
const NO_REGION = 'no AWS region is set, or none that exists; set AWS_REGION, such as eu-west-1';
/** The SDK throws it as a bare Error, so that its words are all there is. */
const ABOUT_THE_REGION = /^Region (?:is missing|not accepted)/;

/** The words for a fault of a call to AWS: what is wrong and what to do; undefined when the fault is something else. */
export function awsFaultText(fault: unknown): string | undefined {
  if (!(fault instanceof Error)) return undefined;
  const obstacle = obstacleOf(fault);
  if (obstacle !== undefined) return obstacleText(obstacle);
  if (ABOUT_THE_REGION.test(fault.message)) return NO_REGION;
  return isAnswer(fault) ? `AWS did not do what was asked (${faultName(fault)}); try again` : undefined;
}

function obstacleText({ kind, name }: Obstacle): string {
  if (kind !== 'unreachable') return MEANINGS[kind];
  return `AWS cannot be reached (${name}); check the network, AWS_REGION, and AWS_ENDPOINT_URL if it is set`;
}
