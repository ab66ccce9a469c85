import { expect, test } from 'vitest';
import { changed, problemsOf } from '../support/plan-folder.ts';

const TEXT = 'messages/hello/email.txt';
const withDefault = (words: string) => changed(TEXT, 'default: "there"', `default: ${words}`);

test.each([
  ['curly quotes', '“there”', 50, 'curly quotes', 'write default: "there" with straight ones'],
  ['a word without quotes', 'there', 50, 'words need quotes', 'put the words in quotes: default: "there"'],
  ['words without quotes', 'my friend', 50, 'words need quotes', 'put the words in quotes: default: "your words"'],
  ['the dots of an example', '"…"', 41, 'some customers would read "…" here', 'write default: "your words"'],
])('%s as a default: one problem, at its place', async (_, words, column, problem, fix) => {
  const problems = await problemsOf(withDefault(words));
  expect(problems).toEqual([{ file: TEXT, line: 1, column, problem, fix }]);
});

test('a curly apostrophe between straight quotes is just a letter', async () => {
  expect(await problemsOf(withDefault('"you’re there"'))).toEqual([]);
});
