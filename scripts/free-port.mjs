import { once } from 'node:events';
import net from 'node:net';

/** @returns {Promise<number>} a port of 127.0.0.1 that nobody uses right now */
export async function freePort() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
}
