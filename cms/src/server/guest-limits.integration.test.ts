import { createLogger } from '@coco-chat/chat-server';
import { describeNeeds, startRedis, startRedisCluster } from '@coco-chat/e2e/servers';
import { afterEach, describe, expect, test } from '@jest/globals';

import { createGuestLimits, type GuestLimits } from './guest-limits';

const logger = createLogger({ logLevel: 'silent' });
const secret = 'a secret for tests, of more than 32 characters';
const open: GuestLimits[] = [];

const limits = (redisUrl: string | null, rateLimitScale = 1): GuestLimits => {
  const made = createGuestLimits({ payloadSecret: secret, rateLimitScale, redisUrl }, logger);
  open.push(made);
  return made;
};

const takeAll = async (taking: GuestLimits, address: string, times: number): Promise<unknown[]> => {
  const answers: unknown[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await taking.take(address));
  return answers;
};

afterEach(async () => {
  for (const made of open.splice(0)) await made.close();
});

describe('guest limits', () => {
  test('ten guests an hour come from one address, which does not hold another back', async () => {
    const here = limits(null);
    expect(await takeAll(here, '203.0.113.1', 10)).toEqual(Array(10).fill(null));
    const retryAfterMs = await here.take('203.0.113.1');
    expect(retryAfterMs).toBeGreaterThan(3_500_000);
    expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
    expect(await here.take('203.0.113.2')).toBeNull();
  });

  test('what one host has of IPv6 is one address', async () => {
    const here = limits(null);
    for (let guest = 0; guest < 10; guest += 1) {
      expect(await here.take(`2001:db8:1:2:${guest}::1`)).toBeNull();
    }
    expect(await here.take('2001:db8:1:2:ffff::1')).toEqual(expect.any(Number));
    expect(await here.take('2001:db8:1:3::1')).toBeNull();
  });

  test('a thousand come in all, and RATE_LIMIT_SCALE multiplies both', async () => {
    const tenth = limits(null, 0.1);
    expect(await takeAll(tenth, '203.0.113.1', 2)).toEqual([null, expect.any(Number)]);
    // One of the hundred is used up; the refused one took nothing.
    for (let guest = 0; guest < 99; guest += 1) {
      expect(await tenth.take(`203.0.114.${guest}`)).toBeNull();
    }
    expect(await tenth.take('203.0.113.9')).toEqual(expect.any(Number));
  });
});

describeNeeds('redis-server', 'guest limits on Redis', () => {
  test.each([
    ['by itself', startRedis],
    ['in a cluster', startRedisCluster],
  ])('several processes count together, and alone while it is away: %s', async (_, start) => {
    const redis = await start();
    const [one, other] = [limits(redis.url), limits(redis.url)];
    try {
      expect(await takeAll(one, '203.0.113.1', 6)).toEqual(Array(6).fill(null));
      expect(await takeAll(other, '203.0.113.1', 5)).toEqual([
        ...(Array(4).fill(null) as null[]),
        expect.any(Number),
      ]);
    } finally {
      await redis.stop();
    }
    expect(await takeAll(one, '203.0.113.5', 11)).toEqual([
      ...(Array(10).fill(null) as null[]),
      expect.any(Number),
    ]);
  });
});
