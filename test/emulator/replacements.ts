// What of the stack is not as it is in AWS during the run, and why? Each change of the template, by name. An entry that
// changes nothing any more is an error, and what the emulator refuses beyond these fails the run.
import type { Resource, Template } from './template.ts';

export type Replacement = {
  /** What is not as in AWS. */
  readonly what: string;
  readonly because: string;
};

type Change = Replacement & {
  /** Changes the template in place and answers how many places it changed. */
  readonly apply: (template: Template, witness: string) => number;
};

const SMS_SET = { type: 'AWS::SMSVOICE::ConfigurationSet', name: 'winback-emulator-sms' };

const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const CHANGES: readonly Change[] = [
  {
    what: `${SMS_SET.type} is left out; functions and outputs get the name "${SMS_SET.name}" instead`,
    because: 'the emulator has no SMS service',
    apply(template) {
      const found = ofType(template, SMS_SET.type);
      for (const [id] of found) {
        delete template.Resources[id];
        replaceReferences(template, id, SMS_SET.name);
      }
      return found.length;
    },
  },
  {
    what: 'a reference to a secret is written as `Fn::GetAtt: Id`',
    because: 'the emulator answers `Ref` with its name, where AWS answers with its ARN',
    apply(template) {
      const found = ofType(template, 'AWS::SecretsManager::Secret');
      for (const [id] of found) replaceReferences(template, id, { 'Fn::GetAtt': [id, 'Id'] });
      return found.length;
    },
  },
  {
    what: 'secrets are generated without punctuation by `ExcludeCharacters`',
    because: 'the emulator overlooks `ExcludePunctuation`, and a secret of responses must be base64',
    apply(template) {
      const found = ofType(template, 'AWS::SecretsManager::Secret').filter(([, { Properties }]) => {
        const generated = Properties.GenerateSecretString;
        if (typeof generated !== 'object' || generated === null || !('ExcludePunctuation' in generated)) return false;
        Object.assign(generated, { ExcludeCharacters: PUNCTUATION });
        return true;
      });
      return found.length;
    },
  },
  {
    what: 'functions call SES and SMS at an address of the test (AWS_ENDPOINT_URL_SESV2, _PINPOINT_SMS_VOICE_V2), which keeps each request',
    because: 'the emulator has no SMS service, and its SES keeps neither headers nor tags and publishes no events',
    apply: (template, witness) =>
      eachFunction(template, (door) => ({
        AWS_ENDPOINT_URL_SESV2: `${witness}/${door}/ses`,
        AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: `${witness}/${door}/sms`,
      })),
  },
  {
    what: 'functions call DynamoDB by way of the test (AWS_ENDPOINT_URL_DYNAMODB), which asks for the consumed capacity and counts',
    because: 'the run measures what a journey asks of the store; the emulator itself answers',
    apply: (template, witness) =>
      eachFunction(template, (door) => ({ AWS_ENDPOINT_URL_DYNAMODB: `${witness}/${door}/dynamodb` })),
  },
  {
    what: 'schedules are created disabled; the test enables them and says when',
    because: 'a run cannot wait for ten in the morning',
    apply(template) {
      const found = ofType(template, 'AWS::Scheduler::Schedule');
      for (const [, schedule] of found) schedule.Properties.State = 'DISABLED';
      return found.length;
    },
  },
];

/** What is replaced that no template shows. */
const BESIDE_THE_TEMPLATE: readonly Replacement[] = [
  {
    what: 'the emulator is started by ministack-launcher.py, which evaluates a JSONata TimeoutSeconds',
    because: 'ministack 1.5.33 hands the expression on as text, and every journey would fail',
  },
  {
    what: "events of SES and SMS for EventBridge are put on the queue that the rule names, after the rule's pattern was tried on them",
    because: 'the emulator publishes none, and refuses events of sources like aws.ses from others, as AWS does',
  },
  {
    what: 'the visibility time-out of the touch queue is one second for the message that cannot be read',
    because: 'ten deliveries, three minutes apart, take half an hour',
  },
];

/** The whole table, for the start of a run and for docs/architecture.md. */
export const REPLACEMENTS: readonly Replacement[] = [
  ...CHANGES.map(({ what, because }) => ({ what, because })),
  ...BESIDE_THE_TEMPLATE,
];

/** The template for the emulator. Throws when an entry finds nothing to replace: then it is out of date. */
export function forEmulator(template: Template, witness: string): Template {
  const changed = structuredClone(template);
  for (const { what, apply } of CHANGES) {
    if (apply(changed, witness) === 0)
      throw new Error(`test/emulator/replacements.ts: nothing is left to replace by "${what}"; take the entry out`);
  }
  return changed;
}

function ofType(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** Gives every function more variables; `door` is the name of its construct in infra/, e.g. Touch. */
function eachFunction(template: Template, variablesOf: (door: string) => Readonly<Record<string, string>>): number {
  const found = ofType(template, 'AWS::Lambda::Function');
  for (const [id, { Properties: properties, Metadata }] of found) {
    const door = Metadata['aws:cdk:path']?.split('/').at(-3);
    if (door === undefined) throw new Error(`the function ${id} has no path; synthesise with path metadata`);
    // The cast: CloudFormation's own shape of a function's variables.
    const environment = (properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
    properties.Environment = { Variables: { ...environment.Variables, ...variablesOf(door) } };
  }
  return found.length;
}

/** Puts something else in the place of each `Ref` and `Fn::GetAtt` of a resource. */
function replaceReferences(template: Template, id: string, by: unknown): void {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const [[key, inner] = []] = Object.entries(value);
    if (key === 'Ref' && inner === id) return by;
    if (key === 'Fn::GetAtt' && Array.isArray(inner) && inner[0] === id) return by;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one)]));
  };
  Object.assign(template, walk(template));
}
