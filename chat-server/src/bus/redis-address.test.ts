import { describe, expect, test } from '@jest/globals';

import { parseRedisUrl } from './redis-address';

describe('parseRedisUrl', () => {
  test('one host is a Redis by itself', () => {
    expect(parseRedisUrl('redis://localhost')).toEqual({
      nodes: [{ host: 'localhost', port: 6379 }],
      isCluster: false,
      isEncrypted: false,
      username: undefined,
      password: undefined,
    });
  });

  test('several are nodes of a cluster, with one login', () => {
    expect(parseRedisUrl('rediss://chat:p%40ss:word@one,two:7001,[fd00::3]:7002/0')).toEqual({
      nodes: [
        { host: 'one', port: 6379 },
        { host: 'two', port: 7001 },
        { host: 'fd00::3', port: 7002 },
      ],
      isCluster: true,
      isEncrypted: true,
      username: 'chat',
      password: 'p@ss:word',
    });
  });

  test('a password may have an @ of its own', () => {
    expect(parseRedisUrl('redis://:p@ss@localhost:6380')).toMatchObject({
      nodes: [{ host: 'localhost', port: 6380 }],
      password: 'p@ss',
    });
  });

  test('a cluster behind one name is that name twice', () => {
    expect(parseRedisUrl('redis://cluster.example.org,cluster.example.org')).toMatchObject({
      isCluster: true,
    });
  });
});
