import { expect, test } from '@jest/globals';

import { hashAddress, networkOf } from './client-address';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:db8::2:0:0:1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', ''],
  ['unknown', 'unknown'],
])('%s belongs to %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('one host’s many IPv6 addresses are one, and a neighbour’s another', () => {
  const hash = (address: string): string => hashAddress(address, 'a secret');
  expect(hash('2001:db8:1:2:aaaa::1')).toBe(hash('2001:db8:1:2:bbbb::2'));
  expect(hash('2001:db8:1:3::1')).not.toBe(hash('2001:db8:1:2::1'));
  expect(hash('203.0.113.7')).not.toBe(hash('203.0.113.8'));
});
