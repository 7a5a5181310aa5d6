import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { WebSocket } from 'ws';

import { startNginx, type RunningNginx, type TemplateVariables } from '../topology';
import { startUpstream, type Echo, type Upstream } from './upstream';

export const page = '<!doctype html><title>site</title>';
export const script = `console.log(${JSON.stringify('x'.repeat(4096))})`;

/** A cms and two chat-servers that only say what they were asked, a small site, and nginx before them. */
export interface Front {
  /** A folder of its own. */
  readonly dir: string;
  readonly cms: Upstream;
  readonly chat: readonly [Upstream, Upstream];
  readonly nginx: RunningNginx;
  /** One more nginx, with other settings or another pair of chat-servers. */
  another(variables: TemplateVariables, chat?: readonly Upstream[]): Promise<RunningNginx>;
  stop(): Promise<void>;
}

async function writeSite(siteRoot: string): Promise<void> {
  await mkdir(path.join(siteRoot, 'assets'), { recursive: true });
  await writeFile(path.join(siteRoot, 'index.html'), page);
  await writeFile(path.join(siteRoot, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(path.join(siteRoot, 'assets', 'index-4f3a.js'), script);
}

export async function startFront(): Promise<Front> {
  const dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-front-'));
  const siteRoot = path.join(dir, 'site');
  await writeSite(siteRoot);
  const cms = await startUpstream('cms');
  const chat = [await startUpstream('chat 1'), await startUpstream('chat 2')] as const;
  const running: RunningNginx[] = [];

  async function another(variables: TemplateVariables, upstreams: readonly Upstream[] = chat) {
    const nginx = await startNginx({
      dir: path.join(dir, `nginx-${running.length}`),
      cms: [cms.address],
      chat: upstreams.map(({ address }) => address),
      siteRoot,
      variables,
    });
    running.push(nginx);
    return nginx;
  }

  return {
    dir,
    cms,
    chat,
    nginx: await another({}),
    another,
    async stop() {
      await Promise.all(running.map((nginx) => nginx.stop()));
      await Promise.all([cms, ...chat].map((upstream) => upstream.stop()));
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A WebSocket through nginx, once its upstream has said what it was asked. */
export interface OpenSocket {
  readonly socket: WebSocket;
  readonly handshake: IncomingMessage;
  readonly echo: Echo;
}

export async function openSocket(
  origin: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<OpenSocket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/chat/graphql`, {
    headers,
    rejectUnauthorized: false,
  });
  const upgraded = once(socket, 'upgrade') as Promise<[IncomingMessage]>;
  const greeted = once(socket, 'message') as Promise<[Buffer]>;
  const [[handshake], [greeting]] = await Promise.all([upgraded, greeted]);
  return { socket, handshake, echo: JSON.parse(greeting.toString()) as Echo };
}
