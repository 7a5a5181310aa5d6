import { once } from 'node:events';

import { freePort, waitFor } from '@coco-chat/e2e/servers/start';
import { WebSocket } from 'ws';

/** What V8 says of a process, in bytes, after a garbage collection. */
export interface HeapUse {
  readonly heapUsed: number;
  readonly external: number;
}

/** Node's own inspector in another process, by which garbage is collected there on demand. */
export interface Inspector {
  /** Collects garbage, twice: what finalisers let go of goes with the second. */
  collectGarbage(): Promise<HeapUse>;
  close(): void;
}

interface Reply {
  readonly id: number;
  readonly result: { readonly result?: { readonly value: string } };
}

/** @returns the flag to start Node with, and the port for {@link openInspector} */
export async function inspectorPort(): Promise<{ flag: string; port: number }> {
  const port = await freePort();
  return { flag: `--inspect=127.0.0.1:${port}`, port };
}

export async function openInspector(port: number): Promise<Inspector> {
  const targets = await waitFor(
    async () =>
      (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
        webSocketDebuggerUrl: string;
      }[],
    { what: 'the inspector' },
  );
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '');
  await once(socket, 'open');
  let lastId = 0;
  const call = async (method: string, params: object = {}): Promise<Reply['result']> => {
    lastId += 1;
    const id = lastId;
    const answer = new Promise<Reply['result']>((resolve) => {
      const hear = (frame: Buffer): void => {
        const reply = JSON.parse(frame.toString()) as Reply;
        if (reply.id !== id) return;
        socket.off('message', hear);
        resolve(reply.result);
      };
      socket.on('message', hear);
    });
    socket.send(JSON.stringify({ id, method, params }));
    return answer;
  };
  return {
    async collectGarbage() {
      await call('HeapProfiler.collectGarbage');
      await call('HeapProfiler.collectGarbage');
      const expression = 'JSON.stringify(process.memoryUsage())';
      const { result } = await call('Runtime.evaluate', { expression, returnByValue: true });
      return JSON.parse(result?.value ?? '{}') as HeapUse;
    },
    close: () => socket.close(),
  };
}
