// What people read when AWS cannot be asked or says no. Never its own words: they may carry what we sent.
import { faultName } from '#adapters/aws/passing-fault';

const SIGN_IN =
  'sign in (aws sso login), choose a profile with AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
const NO_CREDENTIALS = `there are no AWS credentials to work with; ${SIGN_IN}`;
const EXPIRED = `the AWS credentials have expired; ${SIGN_IN}`;
const UNKNOWN = `AWS does not accept these credentials; ${SIGN_IN}`;
const FORBIDDEN =
  'these AWS credentials lack a permission: reading the stack (cloudformation:DescribeStacks) and working with the tables of the stage';
const WRONG_CLOCK = 'the clock of this machine is wrong, so AWS refuses its requests; set it';

const MEANINGS: Readonly<Record<string, string>> = {
  CredentialsProviderError: NO_CREDENTIALS,
  TokenProviderError: NO_CREDENTIALS,
  ExpiredToken: EXPIRED,
  ExpiredTokenException: EXPIRED,
  InvalidClientTokenId: UNKNOWN,
  UnrecognizedClientException: UNKNOWN,
  SignatureDoesNotMatch: UNKNOWN,
  InvalidSignatureException: UNKNOWN,
  AccessDenied: FORBIDDEN,
  AccessDeniedException: FORBIDDEN,
  RequestExpired: WRONG_CLOCK,
  RequestTimeTooSkewed: WRONG_CLOCK,
};
const NO_REGION = 'no AWS region is set, or none that exists; set AWS_REGION, such as eu-west-1';
/** The SDK throws it as a bare Error, so that its words are all there is. */
const ABOUT_THE_REGION = /^Region (?:is missing|not accepted)/;

/** The words for a fault of a call to AWS: what is wrong and what to do; undefined when the fault is something else. */
export function awsFaultText(fault: unknown): string | undefined {
  if (!(fault instanceof Error)) return undefined;
  const name = faultName(fault);
  const meaning = MEANINGS[name];
  if (meaning !== undefined) return meaning;
  if (ABOUT_THE_REGION.test(fault.message)) return NO_REGION;
  // The second marks an answer that could not be read, such as the page of a proxy.
  if ('$fault' in fault || '$response' in fault) return `AWS did not do what was asked (${name}); try again`;
  // What the network says has a code such as ENOTFOUND; so has a fault about a file, which names the file as well.
  const code = 'code' in fault && !('path' in fault) && /^E[A-Z_]+$/.test(String(fault.code)) ? fault.code : undefined;
  if (code === undefined && name !== 'TimeoutError') return undefined;
  return `AWS cannot be reached (${code ?? name}); check the network, AWS_REGION, and AWS_ENDPOINT_URL if it is set`;
}
