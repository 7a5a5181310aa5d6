import { createServer, type Server } from 'node:http';

import { afterEach, expect, test } from '@jest/globals';

import { listen } from './listen';
import { StartupError } from './startup-error';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function create(): Server {
  const server = createServer((_request, response) => response.end('here'));
  servers.push(server);
  return server;
}

test('localhost answers under each of its addresses', async () => {
  const port = await listen(create(), { host: 'localhost', port: 0 });
  for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
    expect(await (await fetch(`http://${host}:${port}`)).text()).toBe('here');
  }
});

test('a port in use is refused in one line that says what to do', async () => {
  const port = await listen(create(), { host: 'localhost', port: 0 });
  const second = listen(create(), { host: 'localhost', port });
  await expect(second).rejects.toThrow(StartupError);
  await expect(second).rejects.toThrow(
    `PORT: ${port} is in use; stop what uses it, or set PORT to another`,
  );
});

test('a port that another program uses on ::1 alone is in use', async () => {
  const port = await listen(create(), { host: '::1', port: 0 });
  await expect(listen(create(), { host: 'localhost', port })).rejects.toThrow('is in use');
});

test('an address of another machine is refused', async () => {
  await expect(listen(create(), { host: '192.0.2.1', port: 0 })).rejects.toThrow(
    'HOST: 192.0.2.1 is not an address of this machine',
  );
});
