// What does one look at an account say: fine, doubtful, wrong, or that we were not let look?
import type { Look, Unseen } from '#adapters/aws/look';

/** What a check came to, the worst first. `unknown` says nothing about the account, only that we could not look. */
export const FINDING_STATUSES = ['problem', 'unknown', 'warning', 'ok'] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];

export const FINDING_GROUPS = ['account', 'email', 'dns', 'sms', 'quotas', 'stack'] as const;
export type FindingGroup = (typeof FINDING_GROUPS)[number];

/** What was found, and what to do about it unless all is well. */
export type Verdict =
  | { readonly status: 'ok'; readonly found: string }
  | { readonly status: Exclude<FindingStatus, 'ok'>; readonly found: string; readonly todo: string };

export type Finding = { readonly group: FindingGroup; readonly name: string } & Verdict;

/** All is well. */
export function ok(found: string): Verdict {
  return { status: 'ok', found };
}

/** It works, and somebody should know. */
export function warning(found: string, todo: string): Verdict {
  return { status: 'warning', found, todo };
}

/** It will not work until this is done. */
export function problem(found: string, todo: string): Verdict {
  return { status: 'problem', found, todo };
}

/** The verdict on something that could not be looked at. */
export function unknown(unseen: Unseen): Verdict {
  switch (unseen.status) {
    case 'denied':
      return {
        status: 'unknown',
        found: `AWS did not let us look: ${unseen.permission} is not allowed`,
        todo: `allow ${unseen.permission} to whoever runs the doctor`,
      };
    case 'rejected':
      return {
        status: 'unknown',
        found: `AWS did not accept the credentials (${unseen.fault})`,
        todo: 'sign in again: aws sso login',
      };
    case 'clock':
      return {
        status: 'unknown',
        found: `AWS refuses the time of this machine (${unseen.fault})`,
        todo: 'set its clock, then look again',
      };
    case 'silent':
      return {
        status: 'unknown',
        found: `${unseen.who} did not answer (${unseen.fault})`,
        todo:
          unseen.who === 'DNS'
            ? 'look again, perhaps from another network'
            : 'look again; if it stays silent: does this region have the service?',
      };
    case 'failed':
      return {
        status: 'unknown',
        found: `AWS gave an answer that says nothing (${unseen.fault})`,
        todo: 'look again in a minute',
      };
  }
}

/** The verdict on what a look brought home. */
export function judge<T>(look: Look<T>, decide: (value: T) => Verdict): Verdict {
  return look.status === 'seen' ? decide(look.value) : unknown(look);
}

/** 12345.6 as `12,346`; small rates keep a decimal. */
export function numberText(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });
}
