import { describe, expect, test } from '@jest/globals';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { isFinal, toRefusal } from './refusal';

const graphQLError = (extensions: Record<string, unknown>) =>
  new CombinedGraphQLErrors({ errors: [{ message: 'no', extensions }] });

const serverError = (status: number, bodyText: string) =>
  new ServerError('no', { response: new Response(bodyText, { status }), bodyText });

describe('toRefusal', () => {
  test.each([
    ['a code', graphQLError({ code: 'FORBIDDEN' }), { code: 'FORBIDDEN', message: 'no' }],
    [
      'a time to wait',
      graphQLError({ code: 'RATE_LIMITED', retryAfterMs: 500 }),
      { code: 'RATE_LIMITED', message: 'no', retryAfterMs: 500 },
    ],
    [
      'what is at fault, and why',
      graphQLError({ code: 'BAD_USER_INPUT', field: 'input.text', reason: 'WORD_FILTER' }),
      { code: 'BAD_USER_INPUT', message: 'no', field: 'input.text', reason: 'WORD_FILTER' },
    ],
    [
      'until when it holds',
      graphQLError({ code: 'FORBIDDEN', reason: 'HELD_BACK', until: '2026-01-02T00:00:00.000Z' }),
      {
        code: 'FORBIDDEN',
        message: 'no',
        reason: 'HELD_BACK',
        until: Date.UTC(2026, 0, 2),
      },
    ],
    ['an error without a code', graphQLError({}), { code: 'BAD_USER_INPUT', message: 'no' }],
    [
      'an HTTP status with a GraphQL error in its body',
      serverError(401, '{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}'),
      { code: 'UNAUTHENTICATED', message: 'no' },
    ],
  ])('reads %s', (_, error, refusal) => {
    expect(toRefusal(error)).toEqual(refusal);
  });

  test.each([
    ['a proxy’s page', serverError(502, '<html>Bad Gateway</html>')],
    ['a lost connection', new TypeError('Failed to fetch')],
    ['a lost socket', new Error('Socket closed with event 1006')],
  ])('takes %s for nobody answering', (_, error) => {
    expect(toRefusal(error).code).toBe('UNREACHABLE');
  });

  test('knows which refusals are repeated', () => {
    const codes = [
      'FORBIDDEN',
      'BAD_USER_INPUT',
      'UNAVAILABLE',
      'RATE_LIMITED',
      'UNREACHABLE',
    ] as const;
    expect(codes.filter((code) => isFinal({ code, message: '' }))).toEqual([
      'FORBIDDEN',
      'BAD_USER_INPUT',
    ]);
  });

  test.each([
    ['RATE_LIMITED', 'QUIET_FIRST'],
    ['UNAVAILABLE', 'CLOSED'],
  ] as const)('leaves %s for the reason %s to the person', (code, reason) => {
    expect(isFinal({ code, reason, message: '' })).toBe(true);
  });
});
