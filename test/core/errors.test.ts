import { expect, test } from 'vitest';
import { BadDefinition, BadInput, BrokenRecord, describeFault, TryAgain } from '#core/errors';

test.each([
  ['BadInput', new BadInput('x'), false],
  ['TryAgain', new TryAgain('x'), true],
  ['BrokenRecord', new BrokenRecord('x'), false],
  ['BadDefinition', new BadDefinition('x'), false],
])('%s carries its own name, by which Step Functions catches it', (name, fault, retryable) => {
  expect(fault.name).toBe(name);
  expect(fault.retryable).toBe(retryable);
});

test('our own fault is described with its message and ids', () => {
  const fault = new TryAgain('the store was busy; deliver this again', { ids: { customerId: 'c1' } });
  expect(describeFault(fault)).toEqual({
    name: 'TryAgain',
    message: 'the store was busy; deliver this again',
    retryable: true,
    ids: { customerId: 'c1' },
  });
});

test.each([
  ['an error of others', new TypeError('ada@customer.example is not a function'), 'TypeError'],
  ['something that is no error', 'ada@customer.example', 'UnknownFault'],
])('%s is described by its name only, because its words may hold an address', (_what, fault, name) => {
  const described = describeFault(fault);
  expect(described).toEqual({ name, message: `an unexpected ${name}`, retryable: true, ids: {} });
});

test('a fault keeps its cause', () => {
  const cause = new Error('socket closed');
  expect(new TryAgain('x', { cause }).cause).toBe(cause);
});
