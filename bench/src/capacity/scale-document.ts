import { readFile, writeFile } from 'node:fs/promises';

import { format, resolveConfig } from 'prettier';

import type { Measured } from './measured-costs';
import { capacityOf, costOfPerson, peopleOfProcess, type Habits, type Hardware } from './model';

/** The part of docs/SCALE.md between these lines is written by {@link writeCapacity}. */
const begin = '<!-- Written by `npm run bench -- --capacity` from bench/results. -->';
const end = '<!-- End of what is written. -->';

/** Who is there. */
const habits: readonly { readonly name: string; readonly habits: Habits }[] = [
  {
    name: 'small talk: 10 in a room, 2 messages a minute each',
    habits: { listeners: 10, messagesPerMinute: 2 },
  },
  {
    name: 'busy rooms: 100 in a room, 1 a minute',
    habits: { listeners: 100, messagesPerMinute: 1 },
  },
  {
    name: 'an event: 3,000 in a room, 1 in 10 minutes',
    habits: { listeners: 3_000, messagesPerMinute: 0.1 },
  },
];

const hardware: Hardware = { cores: 4, memory: 8, utilisation: 0.6, mongoCores: 16 };

const sites = [
  { hosts: 1, shards: 1 },
  { hosts: 10, shards: 1 },
  { hosts: 1_000, shards: 1 },
  { hosts: 1_000, shards: 100 },
];

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const digits = (value: number): string => (value >= 100 ? whole(value) : value.toFixed(2));
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The measured costs, what follows from them, and how far the model is from what was measured. */
export function capacityTables({ at, costs, messages }: Measured): string {
  const { redis } = costs;
  return [
    `From results of ${at.slice(0, 10)}.`,
    '',
    row('symbol', 'what', 'measured'),
    row('---', '---', '---:'),
    row('`d`', 'chat-server CPU for each delivery', `${digits(costs.delivery)} µs`),
    row('`p`', 'chat-server CPU for each message, MongoDB', `${digits(costs.post)} µs`),
    row('`h`', 'and on each chat-server that hears of it', `${digits(costs.hear)} µs`),
    row('`i`', 'chat-server CPU for each connection at rest', `${digits(costs.rest)} µs/s`),
    row('`c`', 'chat-server CPU for each client that comes back', `${digits(costs.connect)} µs`),
    row('`m`', 'memory of a connection', `${digits(costs.memory)} KiB`),
    row('`r`', 'Redis CPU for each message', `${digits(redis.message)} µs`),
    row('`s`', 'and for each chat-server that hears of it', `${digits(redis.receiver)} µs`),
    row('`w`', 'MongoDB CPU for each message', `${digits(costs.mongo)} µs`),
    '',
    row(
      'people',
      'CPU of one, µs/s',
      'a process',
      ...sites.map(
        ({ hosts, shards }) =>
          `${whole(hosts)} ${hosts === 1 ? 'host' : 'hosts'}${shards > 1 ? `, ${shards} shards` : ''}`,
      ),
    ),
    row('---', '---:', '---:', ...sites.map(() => '---:')),
    ...habits.map(({ habits: usual, name }) =>
      row(
        name,
        digits(costOfPerson(costs, usual, 1)),
        whole(peopleOfProcess(costs, usual, hardware.utilisation)),
        ...sites.map((site) => {
          const { limit, people } = capacityOf(costs, usual, hardware, site);
          return `${whole(people)} (${limit})`;
        }),
      ),
    ),
    '',
    row('chat-servers', 'listeners', 'CPU of a message, model', 'measured', 'off by'),
    row('---:', '---:', '---:', '---:', '---:'),
    ...messages.map(({ listeners, measured, modelled, servers }) => {
      const off = `${(((measured - modelled) / modelled) * 100).toFixed(0)} %`;
      const cells = [modelled, measured].map((cpu) => `${digits(cpu)} µs`);
      return row(whole(servers), whole(listeners), ...cells, off);
    }),
  ].join('\n');
}

/** @throws Error where the document has no place for the tables */
export async function writeCapacity(document: string, measured: Measured): Promise<void> {
  const text = await readFile(document, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${document} has no place for the capacity`);
  const [before, after] = [text.slice(0, from + begin.length), text.slice(to)];
  const written = `${before}\n\n${capacityTables(measured)}\n\n${after}`;
  const style = await resolveConfig(document);
  await writeFile(document, await format(written, { ...style, filepath: document }));
}
