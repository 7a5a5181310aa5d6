import { readResults, type Results } from '../report/results';
import { deliveryCost } from '../harness/delivery-cost';
import { fitLine } from '../harness/line';
import { figure } from '../harness/rounds';
import type { Costs } from './model';

const product = 'CoCo Chat (chat-server)';
const microseconds = 1e6;

export interface ScaledMessage {
  readonly servers: number;
  readonly listeners: number;
  readonly measured: number;
  /** What follows from the costs, and for `post` from the smallest of these. */
  readonly modelled: number;
}

/** What the model is fed with, and what it is compared with. */
export interface Measured {
  readonly costs: Costs;
  /** CPU of a message and its deliveries, on all chat-servers together, in microseconds. */
  readonly messages: readonly ScaledMessage[];
  /** When the oldest of the results was made. */
  readonly at: string;
}

async function results(folder: string, subject: string): Promise<Results> {
  const found = await readResults(folder, subject);
  if (!found) throw new Error(`No results of ${subject}: npm run bench -- ${subject}`);
  return found;
}

const numberIn = (text: string): number => Number(/\d[\d,]*/.exec(text)?.[0].replaceAll(',', ''));

/** The case of the largest size, which comes last. */
function lastCase({ rows, subject }: Results): string {
  const last = rows.at(-1);
  if (!last) throw new Error(`The results of ${subject} are empty`);
  return last.case;
}

/** @throws Error that names the first subject without results */
export async function measuredCosts(folder: string): Promise<Measured> {
  const [fanOut, posting, idle, storm, scaleOut] = [
    await results(folder, 'fan-out'),
    await results(folder, 'posting'),
    await results(folder, 'idle'),
    await results(folder, 'reconnect-storm'),
    await results(folder, 'scale-out'),
  ];
  const of = (from: Results, key: string, what = lastCase(from)): number =>
    figure(from.rows, what, product, key);

  const sockets = numberIn(lastCase(idle));
  const scaled = scaleOut.rows.map((row) => {
    const [servers = NaN, listeners = NaN] = (row.case.match(/\d[\d,]*/g) ?? []).map(numberIn);
    const { message = NaN, redis = NaN } = row.values;
    return { servers, listeners, message, redis };
  });
  const [alone] = scaled;
  if (!alone) throw new Error('The results of scale-out are empty');
  // The same crowd on more and more servers: what it costs more is what hearing costs.
  const spread = scaled.filter(({ listeners }) => listeners === alone.listeners);
  // Redis hears of no listeners: what it costs more is the servers alone.
  const redis = fitLine(scaled.map((row) => ({ x: row.servers, y: row.redis })));
  const hear = Math.max(
    0,
    fitLine(spread.map((row) => ({ x: row.servers, y: row.message }))).slope,
  );
  const { delivery } = deliveryCost(fanOut.rows, product);
  const times = [fanOut, posting, idle, storm, scaleOut].map(({ at }) => at);
  return {
    costs: {
      delivery,
      post: of(posting, 'cpu'),
      hear,
      // Per cent of a core, for all of them together.
      rest: ((of(idle, 'core') / 100) * microseconds) / sockets,
      connect: (of(storm, 'cpu') * microseconds) / numberIn(lastCase(storm)),
      memory: of(idle, 'resident'),
      redis: { message: Math.max(0, redis.base), receiver: Math.max(0, redis.slope) },
      mongo: of(scaleOut, 'mongo', scaleOut.rows[0]?.case),
    },
    messages: scaled.map(({ listeners, message, servers }) => ({
      ...{ servers, listeners, measured: message },
      modelled:
        alone.message + (servers - alone.servers) * hear + (listeners - alone.listeners) * delivery,
    })),
    at: times.sort()[0] ?? '',
  };
}
