/**
 * What happens in Redis at once or not at all. A place has a hash of its people, with the number of
 * processes that each is there through, and for each process a set of those who are there through it.
 */
export const scripts = {
  /** KEYS: people, own set. ARGV: accounts. Returns how many came who were not there before. */
  enter: `
      local came = 0
      for _, id in ipairs(ARGV) do
        if redis.call('SADD', KEYS[2], id) == 1
          and redis.call('HINCRBY', KEYS[1], id, 1) == 1 then
          came = came + 1
        end
      end
      return came`,

  /** KEYS: people, own set. ARGV: accounts. Returns how many are not there any more. */
  leave: `
      local gone = 0
      for _, id in ipairs(ARGV) do
        if redis.call('SREM', KEYS[2], id) == 1
          and redis.call('HINCRBY', KEYS[1], id, -1) <= 0 then
          redis.call('HDEL', KEYS[1], id)
          gone = gone + 1
        end
      end
      return gone`,

  /** KEYS: people, the set of a process that ended. Returns how many are not there any more. */
  drop: `
      local gone = 0
      for _, id in ipairs(redis.call('SMEMBERS', KEYS[2])) do
        if redis.call('HINCRBY', KEYS[1], id, -1) <= 0 then
          redis.call('HDEL', KEYS[1], id)
          gone = gone + 1
        end
      end
      redis.call('DEL', KEYS[2])
      return gone`,

  /** KEYS: people. ARGV: the most to name. Returns their number, and who they are. */
  attendance: `
      local count = redis.call('HLEN', KEYS[1])
      if count > tonumber(ARGV[1]) then return {count} end
      return {count, redis.call('HKEYS', KEYS[1])}`,

  /**
   * KEYS: leases. ARGV: lease, its length in milliseconds, '1' to take it where it is not held.
   * Returns whether it was held, and the leases of others that have run out. By the clock of Redis, so
   * that those of the processes need not agree.
   */
  lease: `
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      local held = redis.call('ZSCORE', KEYS[1], ARGV[1]) and 1 or 0
      if held == 1 or ARGV[3] == '1' then
        redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
      end
      return {held, redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)}`,
} as const;
