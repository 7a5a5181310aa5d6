import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type PeerCertificate } from 'node:tls';
import { promisify } from 'node:util';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { describeNeeds, waitFor } from '../servers';
import { startNginx, type TemplateVariables } from '../topology';

const run = promisify(execFile);
const host = 'chat.example.org';

/** What certbot would have put under live/, with this in place of the authority. */
async function issue(letsencrypt: string, organisation: string): Promise<void> {
  const live = path.join(letsencrypt, 'live', host);
  await mkdir(live, { recursive: true });
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-subj', `/CN=${host}/O=${organisation}`],
    ...['-keyout', path.join(live, 'privkey.pem'), '-out', path.join(live, 'fullchain.pem')],
  ]);
}

async function servedCertificate(origin: string): Promise<PeerCertificate> {
  const port = Number(new URL(origin).port);
  const socket = connect({ host: '127.0.0.1', port, servername: host, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const certificate = socket.getPeerCertificate();
  socket.destroy();
  return certificate;
}

describeNeeds('nginx', "nginx's certificate", () => {
  let dir: string;
  let letsencrypt: string;
  let stop: (() => Promise<void>)[];

  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-certificate-'));
    letsencrypt = path.join(dir, 'letsencrypt');
    stop = [];
  });

  afterEach(async () => {
    for (const step of stop) await step();
    await rm(dir, { recursive: true, force: true });
  });

  async function start(variables: TemplateVariables = {}): Promise<string> {
    const nginx = await startNginx({
      dir,
      cms: ['127.0.0.1:9'],
      chat: ['127.0.0.1:9'],
      siteRoot: dir,
      variables: {
        NGINX_PUBLIC_URL: `https://${host}`,
        NGINX_LETSENCRYPT_DIR: letsencrypt,
        ...variables,
      },
    });
    stop.unshift(() => nginx.stop());
    return nginx.httpsOrigin;
  }

  test('is a self-signed one for PUBLIC_URL at first, which nobody else can read', async () => {
    const certificate = await servedCertificate(await start());
    expect(certificate.subject).toMatchObject({ CN: host });
    expect(certificate.subjectaltname).toBe(`DNS:${host}`);
    expect((await stat(path.join(dir, 'tls', 'privkey.pem'))).mode & 0o777).toBe(0o600);
  });

  test("is certbot's where there is one", async () => {
    await issue(letsencrypt, 'issued');
    expect((await servedCertificate(await start())).subject).toMatchObject({ O: 'issued' });
  });

  test('stays what it was when nginx starts again', async () => {
    const { fingerprint256 } = await servedCertificate(await start());
    await stop.shift()?.();
    expect((await servedCertificate(await start())).fingerprint256).toBe(fingerprint256);
  });

  test('changes without a restart when certbot gets or renews one', async () => {
    const origin = await start({ NGINX_CERTIFICATE_CHECK_SECONDS: '0.1' });
    const pid = await readFile(path.join(dir, 'run', 'nginx.pid'), 'utf8');

    for (const organisation of ['first', 'renewed']) {
      await issue(letsencrypt, organisation);
      await waitFor(async () => (await servedCertificate(origin)).subject.O === organisation, {
        what: `the ${organisation} certificate`,
      });
    }
    expect(await readFile(path.join(dir, 'run', 'nginx.pid'), 'utf8')).toBe(pid);
  });
});
