import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { startProcess } from '../servers';
import { repositoryRoot } from '../topology/repository-root';

const script = path.join(repositoryRoot, 'deploy', 'certbot', 'renew.sh');

describe('deploy/certbot/renew.sh', () => {
  let dir: string;

  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-certbot-'));
    // In place of certbot, which would need an authority: notes what it is asked, and fails.
    const certbot = path.join(dir, 'certbot');
    await writeFile(certbot, `#!/bin/sh\necho "$@" >>${dir}/asked\nexit 1\n`);
    await chmod(certbot, 0o755);
  });

  afterEach(() => rm(dir, { recursive: true, force: true }));

  const environment = (email: string) => ({
    CERTBOT_EMAIL: email,
    PUBLIC_URL: 'https://chat.example.org:8443',
    PATH: `${dir}:${process.env.PATH}`,
  });

  test("asks for the certificate of PUBLIC_URL's host, survives a refusal, and stops when told", async () => {
    const running = await startProcess({
      command: script,
      env: environment('admin@example.org'),
      ready: /no certificate for chat\.example\.org this time/,
    });
    const asked = await readFile(path.join(dir, 'asked'), 'utf8');
    expect(asked).toContain('certonly --webroot --webroot-path /var/www/certbot');
    expect(asked).toContain('--domain chat.example.org --email admin@example.org');
    expect(asked).toContain('--non-interactive --keep-until-expiring');

    await running.stop();
    await expect(running.exited).resolves.toEqual({ code: 0, signal: null });
  });

  test('without CERTBOT_EMAIL it says so', async () => {
    const refused = promisify(execFile)(script, {
      env: { ...process.env, ...environment('') },
    });
    await expect(refused).rejects.toThrow('CERTBOT_EMAIL');
  });
});
