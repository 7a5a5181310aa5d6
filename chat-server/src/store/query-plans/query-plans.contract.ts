import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { searchMessages } from '../../rooms/searching';
import { Arrangement } from '../../testing/arrangement';
import { CalledMethods } from '../../testing/called-methods';
import { ChatPaths, type During } from '../../testing/chat-paths';
import { Cms } from '../../testing/cms';
import { CmsPaths } from '../../testing/cms-paths';
import { createMember, newMessage } from '../../testing/factories';
import type { TestDatabase } from '../../testing/payload';
import { createStores, type Stores } from '../create-stores';
import { blockSize, mostUnindexed } from '../search-blocks';
import type { Crowd } from './crowd';
import { findingsAmong, type Allowance, type PlanWatch, type SeenStatement } from './plan-watch';

interface Given {
  startDatabase: () => Promise<TestDatabase>;
  createCrowd: (chat: Arrangement, database: TestDatabase) => Promise<Crowd>;
  watch: (database: TestDatabase) => Promise<PlanWatch>;
  /** What may read more than it gives. */
  allowances: readonly Allowance[];
}

/** What the server does for nobody in particular: jobs. */
const notForPeople = ['search.forget'];

/** Whatever people do, the database finds what it needs by an index. */
export function describeQueryPlans({ allowances, createCrowd, startDatabase, watch }: Given): void {
  let chat: Arrangement;
  let cms: Cms;
  let stores: Stores;
  let plans: PlanWatch;
  let paths: ChatPaths;
  let methods: CalledMethods;
  let seen: readonly SeenStatement[];

  beforeAll(async () => {
    let database: TestDatabase | undefined;
    const start = async (): Promise<TestDatabase> => (database = await startDatabase());
    const abandonedTiming = { lookEveryMs: 500 };
    chat = await Arrangement.start(start, { processes: 1, abandonedTiming });
    if (!database) throw new Error('There is no database');
    cms = await Cms.open(database.uri, chat.here.bus);
    const crowd = await createCrowd(chat, database);
    for (const source of ['online', 'members', 'messagesToday', 'matchesToday'] as const) {
      await createStat({ key: source.toLowerCase(), source });
    }
    plans = await watch(database);
    stores = await createStores(chat.payload);
    const each = Object.entries(stores).filter(([name]) => name !== 'close');
    methods = new CalledMethods(new Map(each));

    const during: During = (name, work) => plans.during(name, work);
    paths = new ChatPaths({
      ...{ chat, crowd, during },
      upload: async (person, room) => (await cms.upload(person, room)).id,
      publish: () => createStat({ key: `stat-${randomUUID()}`, source: 'manual' }),
    });
    await paths.walk();
    await new CmsPaths({ chat, cms, during }).walk();
    // What a process reads where the bus has lost something.
    await during('a gap', async () => {
      await stores.messages.since(crowd.roomId, 1, 500);
      await stores.messages.counters([crowd.roomId, crowd.anonymousRoomId]);
    });
    await during('a long room', async () => {
      const { id } = await chat.person('회원');
      const member = await createMember(stores.members, crowd.roomId, id);
      const texts = Array.from({ length: mostUnindexed + blockSize }, (_, at) => `긴 이야기 ${at}`);
      await stores.messages.post(texts.map((text) => newMessage(member, { text })));
      const search = { roomId: crowd.roomId, text: '이야기', first: 20, isShown: () => true };
      const { reached } = await searchMessages(stores, { ...search, before: Infinity });
      await searchMessages(stores, { ...search, text: '이야기 3', before: reached });
    });
    seen = await plans.seen();
  }, 60_000);
  afterAll(async () => {
    methods.stop();
    await plans.stop();
    await stores.close();
    await cms.stop();
    await chat.stop();
  });

  const createStat = (data: {
    key: string;
    source: 'manual' | 'online' | 'members' | 'messagesToday' | 'matchesToday';
  }): Promise<unknown> =>
    cms.payload.create({ collection: 'site-stats', data: { label: 'Figure', value: 0, ...data } });

  test('all that the chat API offers was asked for, and all of the stores', () => {
    expect(paths.missing).toEqual([]);
    expect(methods.missing).toEqual(notForPeople);
  });

  test('nothing that people do reads more than it needs', () => {
    expect(findingsAmong(seen, allowances)).toEqual({ faults: [], needless: [] });
  });

  test('what has no index would be seen', async () => {
    const work = 'a search by what has no index';
    const where = { userAgent: { equals: 'nobody has this' } };
    await plans.during(work, () =>
      chat.payload.find({ collection: 'chat-messages', where, pagination: false }),
    );
    const own = (await plans.seen()).filter(({ during }) => during === work);
    const { faults } = findingsAmong(own, allowances);
    expect(faults).toEqual([expect.stringContaining('chat')]);
  });
}
