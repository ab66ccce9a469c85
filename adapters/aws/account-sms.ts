// What does AWS End User Messaging know of the account and of what our SMS come from?
import {
  DescribeAccountAttributesCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeSenderIdsCommand,
  DescribeSpendLimitsCommand,
  type PinpointSMSVoiceV2Client,
  ResourceNotFoundException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import * as z from 'zod';
import { type Look, look, unlessMissing } from '#adapters/aws/look';

export type Origination =
  | { readonly status: 'missing' }
  | {
      readonly status: 'found';
      /** ACTIVE, CREATING, PENDING, …; a sender id has no state. */
      readonly state?: string | undefined;
      readonly messageTypes: readonly string[];
      readonly sendsText: boolean;
    };

/** `monthlyDollars` may be spent on text messages; undefined when AWS names no limit. */
export type SmsFacts = {
  readonly tier: Look<string | undefined>;
  readonly origination: Look<Origination>;
  readonly monthlyDollars: Look<number | undefined>;
};

const AttributesSchema = z.object({ AccountAttributes: z.array(z.object({ Name: z.string(), Value: z.string() })) });
const LimitsSchema = z.object({ SpendLimits: z.array(z.object({ Name: z.string(), EnforcedLimit: z.number() })) });
const NumbersSchema = z.object({
  PhoneNumbers: z.array(
    z.object({ Status: z.string(), MessageType: z.string(), NumberCapabilities: z.array(z.string()) }),
  ),
});
const PoolsSchema = z.object({ Pools: z.array(z.object({ Status: z.string(), MessageType: z.string() })) });
const SenderIdsSchema = z.object({ SenderIds: z.array(z.object({ MessageTypes: z.array(z.string()) })) });

const TIER = 'ACCOUNT_TIER';
const TEXT_LIMIT = 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT';
const MISSING = { status: 'missing' } as const;

/** One kind of origination: the permission to look at it, and how. */
type Kind = {
  readonly permission: string;
  readonly read: (client: PinpointSMSVoiceV2Client, id: string, abortSignal: AbortSignal) => Promise<Origination>;
};

/** By the first word of the end of the ARN. */
const KINDS: Readonly<Record<string, Kind>> = {
  'phone-number': {
    permission: 'sms-voice:DescribePhoneNumbers',
    async read(client, id, abortSignal) {
      const answer = await client.send(new DescribePhoneNumbersCommand({ PhoneNumberIds: [id] }), { abortSignal });
      const [number] = NumbersSchema.parse(answer).PhoneNumbers;
      if (number === undefined) return MISSING;
      const { Status: state, MessageType, NumberCapabilities } = number;
      return { status: 'found', state, messageTypes: [MessageType], sendsText: NumberCapabilities.includes('SMS') };
    },
  },
  pool: {
    permission: 'sms-voice:DescribePools',
    async read(client, id, abortSignal) {
      const answer = await client.send(new DescribePoolsCommand({ PoolIds: [id] }), { abortSignal });
      const [pool] = PoolsSchema.parse(answer).Pools;
      if (pool === undefined) return MISSING;
      return { status: 'found', state: pool.Status, messageTypes: [pool.MessageType], sendsText: true };
    },
  },
  'sender-id': {
    permission: 'sms-voice:DescribeSenderIds',
    async read(client, id, abortSignal) {
      const [SenderId, IsoCountryCode] = id.split('/');
      const request = new DescribeSenderIdsCommand({ SenderIds: [{ SenderId, IsoCountryCode }] });
      const [sender] = SenderIdsSchema.parse(await client.send(request, { abortSignal })).SenderIds;
      return sender === undefined ? MISSING : { status: 'found', messageTypes: sender.MessageTypes, sendsText: true };
    },
  },
};

/** The facts about SMS; `origination` is the end of an ARN, such as `pool/pool-…`. */
export async function readSms(client: PinpointSMSVoiceV2Client, origination: string): Promise<SmsFacts> {
  const [tier, found, monthlyDollars] = await Promise.all([
    readTier(client),
    readOrigination(client, origination),
    readLimit(client),
  ]);
  return { tier, origination: found, monthlyDollars };
}

function readTier(client: PinpointSMSVoiceV2Client): Promise<Look<string | undefined>> {
  return look({
    permission: 'sms-voice:DescribeAccountAttributes',
    async ask(abortSignal) {
      const answer = await client.send(new DescribeAccountAttributesCommand({}), { abortSignal });
      return AttributesSchema.parse(answer).AccountAttributes.find(({ Name }) => Name === TIER)?.Value;
    },
  });
}

function readLimit(client: PinpointSMSVoiceV2Client): Promise<Look<number | undefined>> {
  return look({
    permission: 'sms-voice:DescribeSpendLimits',
    async ask(abortSignal) {
      const answer = await client.send(new DescribeSpendLimitsCommand({}), { abortSignal });
      return LimitsSchema.parse(answer).SpendLimits.find(({ Name }) => Name === TEXT_LIMIT)?.EnforcedLimit;
    },
  });
}

function readOrigination(client: PinpointSMSVoiceV2Client, origination: string): Promise<Look<Origination>> {
  const slash = origination.indexOf('/');
  const kind = KINDS[origination.slice(0, slash)];
  // The settings of a stage allow no other kind.
  if (kind === undefined) return Promise.resolve({ status: 'seen', value: MISSING });
  return look({
    permission: kind.permission,
    ask: (end) =>
      unlessMissing(kind.read(client, origination.slice(slash + 1), end), ResourceNotFoundException, MISSING),
  });
}
