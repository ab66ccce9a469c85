import { describe, expect, test } from 'vitest';
import { heaviestIn, ownFilesIn, packageOf, sdkImportsIn } from '../../bench/bundle-contents.ts';

const contents = new Map([
  ['functions/touch.ts', 200],
  ['core/time.ts', 300],
  ['core/report.ts', 0],
  ['node_modules/zod/v4/core/core.js', 4_000],
  ['node_modules/zod/v4/core/schemas.js', 6_000],
  ['node_modules/liquidjs/dist/liquid.node.mjs', 9_000],
  ['node_modules/@aws-sdk/client-sqs/dist-es/index.js', 20_000],
  ['node_modules/@aws-sdk/client-sesv2/dist-es/index.js', 0],
  ['node_modules/@aws-sdk/lib-dynamodb/dist-es/index.js', 3_000],
]);

describe('a file of a bundle', () => {
  test('belongs to its package, scoped or not, or is our own', () => {
    expect(packageOf('node_modules/zod/index.js')).toBe('zod');
    expect(packageOf('node_modules/@smithy/core/dist/a.js')).toBe('@smithy/core');
    expect(packageOf('node_modules/one/node_modules/two/index.js')).toBe('two');
    expect(packageOf('core/time.ts')).toBe('our own code');
  });

  test('is left out when nothing of it is left in the bundle', () => {
    expect(ownFilesIn(contents)).toEqual(['functions/touch.ts', 'core/time.ts']);
  });
});

test('the heaviest libraries come first, each as a whole, without the SDK', () => {
  expect(heaviestIn(contents, 2)).toEqual([
    { name: 'zod', bytes: 10_000 },
    { name: 'liquidjs', bytes: 9_000 },
  ]);
});

describe('what sources import of the SDK', () => {
  const imports = (...sources: readonly string[]) => sdkImportsIn(sources, contents);

  test('is every name once, whichever file asks for it', () => {
    expect(
      imports(
        "import { SQSClient } from '@aws-sdk/client-sqs';",
        "import {\n  GetCommand,\n  PutCommand as Put,\n} from '@aws-sdk/lib-dynamodb';\nimport { SQSClient } from '@aws-sdk/client-sqs';",
      ),
    ).toEqual([
      { from: '@aws-sdk/client-sqs', imported: ['SQSClient'] },
      { from: '@aws-sdk/lib-dynamodb', imported: ['GetCommand', 'PutCommand'] },
    ]);
  });

  test('has no types, no clients that are gone from the bundle, and no other packages', () => {
    expect(
      imports(
        "import type { SQSClientConfig } from '@aws-sdk/client-sqs';",
        "import { type SQSClient } from '@aws-sdk/client-sqs';",
        "import { SESv2Client } from '@aws-sdk/client-sesv2';",
        "import { unmarshall } from '@aws-sdk/util-dynamodb';",
        "import * as z from 'zod';",
      ),
    ).toEqual([]);
  });
});
