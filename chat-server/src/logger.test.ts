import { expect, test } from '@jest/globals';

import { createLogger } from './logger';

const logged = (write: (logger: ReturnType<typeof createLogger>) => void): string => {
  const lines: string[] = [];
  write(createLogger({ logLevel: 'info' }, { write: (line) => void lines.push(line) }));
  return lines.join('');
};

test('no secret or text is logged with an object that carries it', () => {
  const secret = 'swordfish';
  const line = logged((logger) =>
    logger.info(
      { token: secret, user: { email: secret }, request: { headers: { authorization: secret } } },
      'something happened',
    ),
  );
  expect(line).toContain('something happened');
  expect(line).not.toContain(secret);
});

test('the parameters of a failed statement are not logged', () => {
  const error = new Error('Failed query: insert into "users" values (?)\nparams: a@b.kr,swordfish');
  const line = logged((logger) => logger.error({ err: error }, 'it failed'));
  expect(line).toContain('Failed query: insert into');
  expect(line).not.toMatch(/swordfish|a@b\.kr/);
});

test('what a client was refused is no error of the server', () => {
  const refused = Object.assign(new Error('Too many guests.'), { status: 429 });
  const inGraphQL = Object.assign(new Error('GraphQL'), { originalError: refused });
  for (const err of [refused, inGraphQL]) {
    const line = JSON.parse(logged((logger) => logger.error({ err }))) as object;
    expect(line).toMatchObject({ level: 30, status: 429, msg: 'refused: Too many guests.' });
  }
  const broken = Object.assign(new Error('Broken.'), { status: 500 });
  for (const err of [broken, new Error('Broken.')]) {
    const line = JSON.parse(logged((logger) => logger.child({}).error({ err }))) as object;
    expect(line).toMatchObject({ level: 50, err: { message: 'Broken.' } });
  }
});

test('what is below the level is not logged', () => {
  expect(logged((logger) => logger.debug('detail'))).toBe('');
});
