import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sequenceSchemaText } from '#workflows/write-schema';
import committed from '../../workflows/sequence.schema.json' with { type: 'json' };

test('the schema that editors use is the one that core enforces', () => {
  expect(committed).toEqual(JSON.parse(sequenceSchemaText()));
});

test('editors are told what every field is for', () => {
  const fields = Object.entries(committed.properties);
  expect(fields.filter(([, field]) => !field.description.includes('Example: '))).toEqual([]);
});

test('every shipped sequence names the schema', async () => {
  const files = await readdir('workflows/sequences');
  const first = await Promise.all(
    files.map(async (file) => (await readFile(`workflows/sequences/${file}`, 'utf8')).split('\n')[0]),
  );
  expect(new Set(first)).toEqual(new Set(['# yaml-language-server: $schema=../sequence.schema.json']));
});
