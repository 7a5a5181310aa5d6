import type { Delivered } from '../load/generator';
import type { Contender } from './contenders';
import { processorTimeOf } from './process-usage';
import type { Sample } from './rounds';
import type { Column } from './subject';

const microseconds = 1e6;

/** The figures of {@link measureDelivery}, for a subject to choose from. */
export const deliveryColumns = {
  cpu: { key: 'cpu', title: 'server CPU, µs/delivery', digits: 2 },
  rate: { key: 'rate', title: 'deliveries/s' },
  p50: { key: 'p50', title: 'p50, ms', digits: 2 },
  p99: { key: 'p99', title: 'p99, ms', digits: 2 },
  core: { key: 'core', title: 'server, % of a core', digits: 1 },
  load: { key: 'load', title: 'load, % of a core' },
  closed: { key: 'closed', title: 'closed' },
} satisfies Record<string, Column>;

/**
 * Sends messages and tells what their delivery cost the server. Of connections that it has closed by then
 * (`closed`), what they did not get is lost.
 *
 * @throws Error when a message was refused
 */
export async function measureDelivery(
  { load, name, pids }: Contender,
  send: () => Promise<Delivered>,
): Promise<Sample> {
  const before = processorTimeOf(pids);
  const { delivered, firstRefusal, loadCpu, lost, p50, p99, refused, took, twice } = await send();
  const cpu = processorTimeOf(pids) - before;
  if (refused > 0) throw new Error(`${name} refused ${refused} messages: ${firstRefusal ?? ''}`);
  const closed = Object.values(await load.call('closed')).reduce((sum, count) => sum + count, 0);
  return {
    values: {
      cpu: (cpu * microseconds) / delivered,
      rate: (delivered / took) * 1_000,
      ...{ p50, p99 },
      core: (cpu / took) * 1_000 * 100,
      load: loadCpu * 100,
      closed,
    },
    ...{ lost, twice },
  };
}
