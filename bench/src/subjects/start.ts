import { randomUUID } from 'node:crypto';
import path from 'node:path';
import process from 'node:process';

import { freePort, startProcess } from '@coco-chat/e2e/servers/start';

import { repositoryRoot } from '../harness/repository-root';
import { alternate, figure, type Entrant } from '../harness/rounds';
import type { Outcome, Subject } from '../harness/subject';
import { newSecret } from '../product/product';

const ours = 'CoCo Chat (npm start)';
const nextAlone = 'next start';
const nextStart = path.join(repositoryRoot, 'node_modules', 'next', 'dist', 'bin', 'next');

interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** From a process's start to its first answer to a browser, in seconds. */
async function timeToAnswer(
  { args, command, cwd }: Command,
  port: number,
  environment: Readonly<Record<string, string | undefined>>,
  isAnswer: (response: Response) => boolean,
): Promise<number> {
  const began = performance.now();
  let answered = NaN;
  const running = await startProcess({
    ...{ command, args, cwd },
    env: { NODE_ENV: undefined, NODE_OPTIONS: undefined, ...environment, PORT: String(port) },
    ready: async () => {
      const response = await fetch(`http://127.0.0.1:${port}/`);
      answered = performance.now();
      await response.arrayBuffer();
      return isAnswer(response);
    },
    timeoutMs: 60_000,
  });
  await running.stop();
  return (answered - began) / 1_000;
}

/** From a command to the first page. */
export const start: Subject = {
  name: 'start',
  title: 'Start: from the command to the first answer, everything built',

  async run(bench): Promise<Outcome> {
    const what = 'warm build';
    const secret = newSecret();
    const settings = (folder: string): Record<string, string> => ({
      DATA_DIR: folder,
      DATABASE_URI: '',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      PAYLOAD_SECRET: secret,
    });
    const npmStart =
      (folderOf: () => string): Entrant['measure'] =>
      async () => {
        const command = { command: 'npm', args: ['start'], cwd: repositoryRoot };
        const isAnswer = ({ status }: Response): boolean => status === 200;
        const port = await freePort();
        const seconds = await timeToAnswer(command, port, settings(folderOf()), isAnswer);
        return { values: { seconds } };
      };
    const keptFolder = path.join(bench.folder, 'kept');
    // There is data from the day before: the usual start.
    bench.say('writing the first content');
    await npmStart(() => keptFolder)();

    const rows = await alternate(bench, what, [
      { name: ours, measure: npmStart(() => keptFolder) },
      {
        name: `${ours}, first ever`,
        measure: npmStart(() => path.join(bench.folder, randomUUID())),
      },
      {
        name: nextAlone,
        async measure() {
          const port = await freePort();
          const args = ['-C', 'production', nextStart, 'start', '--port', String(port)];
          const command = {
            ...{ command: process.execPath, args },
            cwd: path.join(repositoryRoot, 'cms'),
          };
          // The admin panel's app has no page here: Next's own "not found" is its first answer.
          const isAnswer = ({ status }: Response): boolean => status < 500;
          const seconds = await timeToAnswer(command, port, settings(keptFolder), isAnswer);
          return { values: { seconds } };
        },
      },
    ]);
    return {
      columns: [{ key: 'seconds', title: 'first answer, s', digits: 2 }],
      rows,
      goals: [
        {
          what: 'npm start to the first answer, s',
          value: figure(rows, what, ours, 'seconds'),
          limit: 3,
          bound: 'at most',
        },
      ],
      charts: [{ kind: 'bars', title: 'Seconds to the first answer', column: 'seconds' }],
      notes: [
        'npm start opens Payload and its database, the chat and Next, and answers with the landing page. next start alone has opened nothing: its first answer is "not found".',
      ],
    };
  },
};
