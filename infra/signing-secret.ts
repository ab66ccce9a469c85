// Secrets that only this system knows: made by AWS, read by the functions that need them, never in a template.
import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './alarms.ts';
import type { Stage } from './stages.ts';

/** As base64 these are 48 bytes, more than any signature of ours needs. To change it makes every secret anew: never do. */
const CHARACTERS = 64;

/** `{ "current": "…" }`; an operator who replaces it keeps the old one as `previous` (docs/runbook.md). */
export function signingSecret(scope: Construct, id: string, stage: Stage, description: string): Secret {
  const secret = new Secret(scope, id, {
    description,
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: 'current',
      passwordLength: CHARACTERS,
      excludePunctuation: true,
      includeSpace: false,
    },
    removalPolicy: stage.data === 'keep' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  acknowledge(
    secret,
    'Replaced by hand: what it signed lies in mailboxes and in other systems for months, which a rotation by the clock would break.',
    'AwsSolutions-SMG4',
  );
  return secret;
}
