import { expect, test } from '@jest/globals';
import { MongoNetworkError, MongoServerError } from 'mongodb';
import { pino } from 'pino';

import { createErrorMask } from '../transport/mask-error';
import { isUnreachable } from './is-unreachable';

const answered = (code: number): Error => new MongoServerError({ errmsg: 'secret', code });

test.each([
  ['a connection that broke', new MongoNetworkError('reset'), true],
  ['a server that is no primary any more', answered(10_107), true],
  ['a server that steps down', answered(11_602), true],
  ['a taken key', answered(11_000), false],
  ['a command that is wrong', answered(9), false],
  ['an error with a code of its own', Object.assign(new Error('mine'), { code: 91 }), false],
  ['no error', 'text', false],
])('%s', (_what, error, expected) => {
  expect(isUnreachable(error)).toBe(expected);
});

test('clients are told to try again, whoever asked the database', () => {
  const mask = createErrorMask(pino({ level: 'silent' }));
  expect(mask(answered(10_107))).toEqual({
    message: 'The database cannot be reached now. Try again.',
    extensions: { code: 'UNAVAILABLE' },
  });
  expect(mask(answered(9)).extensions?.code).toBe('INTERNAL');
});
