import { spawnSync } from 'node:child_process';

import { describe, expect, test } from '@jest/globals';

import { substitute } from './render-templates';

const variables = { NGINX_PORT: '80', NGINX_EMPTY: '', NGINX_SERVED_BY: '$upstream_addr' };

describe('substitute', () => {
  test.each([
    ['listen ${NGINX_PORT};', 'listen 80;'],
    ['listen $NGINX_PORT;', 'listen 80;'],
    ['a${NGINX_EMPTY}b', 'ab'],
    ['$host ${uri} $1', '$host ${uri} $1'],
    ['$NGINX_PORTS', '$NGINX_PORTS'],
    ['"${NGINX_SERVED_BY}"', '"$upstream_addr"'],
    ['^$ ${} $', '^$ ${} $'],
  ])('%s becomes %s, as envsubst has it', (template, rendered) => {
    expect(substitute(template, variables)).toBe(rendered);

    const names = Object.keys(variables).map((name) => `\${${name}}`);
    const { error, stdout } = spawnSync('envsubst', [names.join(' ')], {
      input: template,
      env: { ...process.env, ...variables },
      encoding: 'utf8',
    });
    // Where there is gettext, its word counts.
    if (error === undefined) expect(stdout).toBe(rendered);
  });
});
