import { once } from 'node:events';
import type { Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';

import { StartupError } from './startup-error';

async function bind(server: net.Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/**
 * Has the server listen. `localhost` means both loopback addresses, since programs differ in which
 * of the two they try.
 *
 * @param port 0 for any that is free
 * @returns the port
 * @throws StartupError when the port is in use, or may not be used
 */
export async function listen(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<number> {
  try {
    if (host !== 'localhost') return await bind(server, port, host);
    const bound = await bind(server, port, '127.0.0.1');
    await bindSecondLoopback(server, bound);
    return bound;
  } catch (error) {
    throw new StartupError(reasonOf(error as NodeJS.ErrnoException, host, port), { cause: error });
  }
}

/** Hands what reaches ::1 to the server. A machine without IPv6 has no such address, nor needs it. */
async function bindSecondLoopback(server: Server, port: number): Promise<void> {
  const second = net.createServer((socket) => server.emit('connection', socket));
  try {
    await bind(second, port, '::1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return;
    throw error;
  }
  server.once('close', () => second.close());
}

function reasonOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    return `PORT: ${port} is in use; stop what uses it, or set PORT to another`;
  }
  if (code === 'EACCES') return `PORT: ${port} may not be used by this account`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `HOST: ${host} is not an address of this machine`;
  }
  return `cannot listen on ${host}:${port} (${message})`;
}
