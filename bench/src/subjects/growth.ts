import { randomUUID } from 'node:crypto';
import path from 'node:path';

import { startLoad } from '../harness/contenders';
import { databaseKinds, newDatabase, type DatabaseKind } from '../harness/databases';
import { alternate, figure, type Entrant } from '../harness/rounds';
import { median } from '../harness/statistics';
import type { Bench, Goal, Outcome, Row, Subject } from '../harness/subject';
import { markedText } from '../load/marked-text';
import { openGrowing, type GrowingDatabase } from '../product/growing-database';
import {
  arrange,
  ask,
  newSecret,
  revisionOf,
  startProduct,
  type Product,
} from '../product/product';

const contender = (database: DatabaseKind): string => `CoCo Chat on ${database}`;

/** How much more the largest may cost than the smallest, and still count as flat. */
const flat = 1.5;

/** One database that grows, and the product on it. */
interface Place {
  readonly database: DatabaseKind;
  readonly product: Product;
  readonly growing: GrowingDatabase;
  readonly roomId: string;
  /** Somebody in the room. */
  readonly member: { readonly id: string; readonly token: string };
  /** Who joins anew in each round. */
  readonly newcomers: { readonly token: string }[];
}

async function startPlace(bench: Bench, database: DatabaseKind, newcomers: number): Promise<Place> {
  bench.say(`starting on ${database}`);
  const databaseUri = await newDatabase(bench, database);
  const secret = newSecret();
  const wanted = { accounts: newcomers + 1, rooms: 1 };
  const { accounts, roomIds } = await arrange({ databaseUri, secret }, wanted);
  const folder = path.join(bench.folder, randomUUID());
  const product = bench.teardown.with(
    await startProduct({ kind: 'chat-server', folder, databaseUri, secret }),
  );
  const growing = bench.teardown.with(await openGrowing(databaseUri));
  const [member, ...others] = accounts;
  const [roomId] = roomIds;
  if (!member || roomId === undefined) throw new Error('Nobody was arranged');
  const place = { database, product, growing, roomId, member, newcomers: others };
  await join(place, member.token);
  await post(place);
  return place;
}

const join = ({ product, roomId }: Place, token: string): Promise<unknown> =>
  ask(product, token, 'mutation ($roomId: ID!) { joinRoom(roomId: $roomId) { id } }', { roomId });

let posted = 0;
const post = ({ member, product, roomId }: Place): Promise<unknown> => {
  posted += 1;
  return ask(
    product,
    member.token,
    'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }',
    { input: { roomId, clientMessageId: randomUUID(), text: markedText(posted) } },
  );
};

/**
 * Connects, subscribes and has the room's history: the newest messages, or what 50 behind have missed.
 *
 * @returns medians, in milliseconds
 */
async function timeEntering(
  { member: { token }, product, roomId }: Place,
  repetitions: number,
): Promise<{ enter: number; resume: number }> {
  const load = await startLoad({ origins: [product.origin], dialect: 'coco-chat' });
  const times = { enter: [] as number[], resume: [] as number[] };
  const come = async (afterRevision: number | undefined): Promise<number> => {
    const parties = [{ roomId, token, listens: true, afterRevision }];
    const { took } = await load.call('connect', { parties, inFlight: 1 });
    await load.call('leave');
    return took;
  };
  for (let done = 0; done < repetitions; done += 1) {
    times.enter.push(await come(undefined));
    times.resume.push(await come(Math.max(0, (await revisionOf(product, token, roomId)) - 50)));
  }
  await load.stop();
  return { enter: median(times.enter), resume: median(times.resume) };
}

const list = ({ member, product }: Place): Promise<unknown> =>
  ask(product, member.token, '{ rooms(first: 20) { edges { node { id title lastSeq } } } }');

const people = ({ member, product, roomId }: Place): Promise<unknown> =>
  ask(
    product,
    member.token,
    'query ($id: ID!) { room(id: $id) { participants(first: 50) { edges { node { id name } } } } }',
    { id: roomId },
  );

/** A page from long ago: the first messages of the room. */
const firstPage = ({ member, product, roomId }: Place): Promise<unknown> =>
  ask(
    product,
    member.token,
    'query ($id: ID!) { room(id: $id) { messages(first: 50) { edges { node { id text } } } } }',
    { id: roomId },
  );

/** The median time of some repetitions, in milliseconds. */
async function time(repetitions: number, act: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let done = 0; done < repetitions; done += 1) {
    const began = performance.now();
    await act();
    times.push(performance.now() - began);
  }
  return median(times);
}

/** What is measured of a place, in milliseconds each. */
async function measure(place: Place, repetitions: number): Promise<Record<string, number>> {
  return {
    post: await time(repetitions, () => post(place)),
    rooms: await time(repetitions, () => list(place)),
    people: await time(repetitions, () => people(place)),
    firstPage: await time(repetitions, () => firstPage(place)),
    ...(await timeEntering(place, repetitions)),
  };
}

interface Growth {
  /** What there is more and more of. */
  readonly what: string;
  readonly sizes: readonly number[];
  readonly grow: (place: Place, total: number) => Promise<void>;
}

/** In this order on one database: the longest history is that of a room with the most members. */
const growths = (small: boolean): Growth[] => [
  {
    what: 'rooms',
    sizes: small ? [10, 100] : [10, 100, 1_000, 10_000],
    grow: ({ growing, roomId }, total) => growing.growRooms(roomId, total),
  },
  {
    what: 'members of the room',
    // So many join while it is measured that it begins at 100.
    sizes: small ? [10, 100] : [100, 1_000, 10_000, 100_000],
    grow: ({ growing, member, roomId }, total) => growing.growMembers(roomId, member.id, total),
  },
  {
    what: 'messages in the room',
    // As for members, of those that are posted before.
    sizes: small ? [100, 1_000] : [10_000, 100_000, 1_000_000, 10_000_000],
    grow: ({ growing, roomId }, total) => growing.growHistory(roomId, total),
  },
];

const sizeName = (size: number, what: string): string => `${size.toLocaleString('en')} ${what}`;

async function run(
  bench: Bench,
  places: readonly Place[],
  { grow, sizes, what }: Growth,
): Promise<Row[]> {
  const repetitions = bench.small ? 3 : 20;
  const rows: Row[] = [];
  for (const size of sizes) {
    for (const place of places) {
      bench.say(`${place.database}: up to ${sizeName(size, what)}`);
      await grow(place, size);
      // What the process remembers of the room is read anew, and the caches are as they stay.
      await measure(place, repetitions);
    }
    const entrants = places.map((place): Entrant => ({
      name: contender(place.database),
      measure: async () => {
        const times = await measure(place, repetitions);
        const newcomer = place.newcomers.shift();
        if (!newcomer) throw new Error('Everybody has joined');
        const joining = await time(1, () => join(place, newcomer.token));
        return { values: { ...times, join: joining } };
      },
    }));
    rows.push(...(await alternate(bench, sizeName(size, what), entrants)));
  }
  return rows;
}

const titles = {
  post: 'post',
  enter: 'enter',
  resume: 'resume',
  firstPage: 'first page',
  people: 'people',
  rooms: 'rooms',
  join: 'join',
} as const;
const keys = Object.keys(titles) as (keyof typeof titles)[];

function goalsOf(rows: readonly Row[], { sizes, what }: Growth): Goal[] {
  const [smallest = 0, largest = 0] = [sizes[0], sizes.at(-1)];
  return databaseKinds.flatMap((database) =>
    keys.map((key): Goal => {
      const name = contender(database);
      const before = figure(rows, sizeName(smallest, what), name, key);
      const after = figure(rows, sizeName(largest, what), name, key);
      return {
        what: `${database}: ${titles[key]} at ${sizeName(largest, what)} ÷ at ${smallest}`,
        value: after / before,
        limit: flat,
        bound: 'at most',
      };
    }),
  );
}

/** Whether what people do costs the same in a large place as in a small one. */
export const growth: Subject = {
  name: 'growth',
  title: 'Growth: the time of what people do, as members, history and rooms grow',

  async run(bench): Promise<Outcome> {
    const kinds = growths(bench.small);
    const newcomers = bench.rounds * kinds.reduce((sum, { sizes }) => sum + sizes.length, 0);
    const places: Place[] = [];
    for (const database of databaseKinds) {
      places.push(await startPlace(bench, database, newcomers));
    }
    const rows: Row[] = [];
    for (const kind of kinds) rows.push(...(await run(bench, places, kind)));
    return {
      columns: keys.map((key) => ({ key, title: `${titles[key]}, ms`, digits: 2 })),
      rows,
      goals: kinds.flatMap((kind) => goalsOf(rows, kind)),
      charts: kinds.flatMap(({ what }) =>
        keys.map((column) => ({
          kind: 'lines' as const,
          title: `${titles[column]}, ms, by ${what}`,
          column,
          cases: new RegExp(`^([\\d,]+) ${what}$`),
        })),
      ),
      notes: [
        'Enter: connect, subscribe, and have the newest messages; resume: the same, 50 behind. First page: the oldest 50 messages. People: 50 members. Rooms: a page of the list.',
        'The history that was copied in is not in the search index, and counts as if it were.',
      ],
    };
  },
};
