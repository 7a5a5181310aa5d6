import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { askChat, StubbornClient } from '../chat/visitor';
import { describeNeeds } from '../servers';
import { startTopology, topologyNeeds, type Server, type Topology } from '../topology';
import { createAccounts, type Account } from './accounts';

interface Told {
  randomMatch: { __typename: string; reason?: string };
}

type Events = AsyncGenerator<Told, string>;

const randomMatch = `subscription { randomMatch {
  __typename
  ... on RandomEnded { reason }
} }`;

describeNeeds([...topologyNeeds], 'a random session whose server is killed', () => {
  let dir: string;
  let product: Topology;
  let accounts: Account[];

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-random-crash-'));
    const secret = randomBytes(32).toString('hex');
    product = await startTopology({ dir, env: { PAYLOAD_SECRET: secret } });
    accounts = await createAccounts(product.mongo.uri, secret, 2);
  }, 120_000);
  afterAll(async () => {
    await product.stop();
    await rm(dir, { recursive: true, force: true });
  });

  test('ends for the one who stays within 30 seconds, and both may be matched again', async () => {
    const [lost, stays] = accounts as [Account, Account];
    const [first, second] = product.chat as [Server, Server];
    const originOf = ({ address }: Server): string => `http://${address}`;
    const clients = [
      new StubbornClient(originOf(first), lost.token),
      new StubbornClient(originOf(second), stays.token),
    ] as const;
    const [gone, told] = clients.map((client) => client.follow(randomMatch, {})) as [
      Events,
      Events,
    ];
    const nextOf = async (events: Events): Promise<Told['randomMatch']> => {
      for (;;) {
        const result = await events.next();
        if (result.done) {
          const logs = product.chat.map((server) => `${server.name}:\n${server.output()}`);
          throw new Error(['The subscription has ended', result.value, ...logs].join('\n'));
        }
        const { randomMatch: event } = result.value;
        if (event.__typename !== 'RandomQueued') return event;
      }
    };
    try {
      const matched = await Promise.all([nextOf(gone), nextOf(told)]);
      expect(matched).toEqual([{ __typename: 'RandomMatched' }, { __typename: 'RandomMatched' }]);
      const killedAt = performance.now();
      await first.kill();
      // Somebody who does not come back.
      clients[0].close();
      expect((await nextOf(told)).__typename).toBe('RandomPartnerAway');
      expect(await nextOf(told)).toEqual({ __typename: 'RandomEnded', reason: 'PARTNER_LOST' });
      expect(performance.now() - killedAt).toBeLessThan(30_000);
      const active = '{ activeRandomSession { id } }';
      for (const { token } of [lost, stays]) {
        expect(await askChat(originOf(second), active, {}, token)).toEqual({
          activeRandomSession: null,
        });
      }
    } finally {
      for (const client of clients) client.close();
    }
  }, 60_000);
});
