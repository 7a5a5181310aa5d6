/**
 * What all scripts begin with. KEYS: the prefix of every key, which holds the hash tag that keeps them in
 * one slot of a cluster. ARGV: now in milliseconds or '' for the clock of Redis, then the four times of
 * WideningTimes.
 *
 *   tickets         hash: account → its ticket as JSON, with the lease that it belongs to, the number of
 *                   its entering, and when that was
 *   line:<name>     sorted set by `since`: the accounts in one of the lines of `line-names.ts`
 *   leases          sorted set by when it ends: the processes
 *   own:<lease>     set: the accounts with a ticket of that process
 *   taken:<lease>   hash: number of an entering → the ticket that replaced it, or '' for a pairing; what
 *                   the process has yet to hear
 */
const prelude = `
  local prefix = KEYS[1] .. ':'
  local time = redis.call('TIME')
  local clock = time[1] * 1000 + math.floor(time[2] / 1000)
  local now = tonumber(ARGV[1]) or clock
  local languageAfter, anybodyAfter = tonumber(ARGV[2]), tonumber(ARGV[3])
  local recentAfter, firstAfter = tonumber(ARGV[4]), tonumber(ARGV[5])

  local function score(ms)
    if ms == math.huge then return '+inf' end
    return string.format('%.0f', ms)
  end

  -- Leases end by the clock of Redis, so that those of the processes need not agree.
  local held = {}
  local function is_held(lease)
    if held[lease] == nil then
      local ends = redis.call('ZSCORE', prefix .. 'leases', lease)
      held[lease] = ends and tonumber(ends) > clock or false
    end
    return held[lease]
  end

  local function set_of(list)
    local set = {}
    for _, item in ipairs(list) do set[item] = true end
    return set
  end

  local function read(json)
    local ticket = cjson.decode(json)
    ticket.json = json
    ticket.language = type(ticket.language) == 'string' and ticket.language or nil
    return ticket
  end

  local function find(user)
    local json = redis.call('HGET', prefix .. 'tickets', user)
    return json and read(json) or nil
  end

  local function lines_of(ticket)
    local kind = #ticket.interests > 0 and 'interested' or 'open'
    local names = {'all'}
    for _, scope in ipairs({ticket.language or '*', '+'}) do
      names[#names + 1] = scope .. '/' .. kind
      for _, interest in ipairs(ticket.interests) do
        names[#names + 1] = scope .. '/interest/' .. interest
      end
    end
    return names
  end

  local function add(ticket)
    redis.call('HSET', prefix .. 'tickets', ticket.userId, ticket.json)
    redis.call('SADD', prefix .. 'own:' .. ticket.lease, ticket.userId)
    for _, name in ipairs(lines_of(ticket)) do
      redis.call('ZADD', prefix .. 'line:' .. name, score(ticket.since), ticket.userId)
    end
  end

  local function remove(ticket)
    redis.call('HDEL', prefix .. 'tickets', ticket.userId)
    redis.call('SREM', prefix .. 'own:' .. ticket.lease, ticket.userId)
    for _, name in ipairs(lines_of(ticket)) do
      redis.call('ZREM', prefix .. 'line:' .. name, ticket.userId)
    end
  end

  -- Leaves word for the process whose ticket it was. One that does not come for it is gone.
  local function tell_taken(ticket, replacedBy)
    local key = prefix .. 'taken:' .. ticket.lease
    redis.call('HSET', key, ticket.entry, replacedBy)
    redis.call('PEXPIRE', key, 60000)
  end

  local function longer(one, other)
    if not one or not other then return one or other end
    if one.since ~= other.since then return one.since < other.since and one or other end
    return one.userId < other.userId and one or other
  end

  -- The partner that MemoryMatchQueue would find too: the order of preference is told there.
  local function partner_of(self, at)
    local avoid, recent = set_of(self.avoid), set_of(self.recent)

    local function may_meet(other, again)
      for _, user in ipairs(other.avoid) do
        if user == self.userId then return false end
      end
      if again then return true end
      for _, user in ipairs(other.recent) do
        if user == self.userId then return false end
      end
      return true
    end

    -- Page by page, each twice as long: as a rule the first who stands there will do.
    local function first_in(name, from, to, again)
      local key, offset, size = prefix .. 'line:' .. name, 0, 2
      while true do
        local users = redis.call(
          'ZRANGEBYSCORE', key, score(from), score(to), 'LIMIT', offset, size)
        for _, user in ipairs(users) do
          offset = offset + 1
          if user ~= self.userId and not avoid[user] and (again or not recent[user]) then
            local other = find(user)
            if not other then
              redis.call('ZREM', key, user)
              offset = offset - 1
            elseif not is_held(other.lease) then
              remove(other)
              offset = offset - 1
            elseif may_meet(other, again) then
              return other
            end
          end
        end
        if #users < size then return nil end
        size = math.min(size * 2, 1000)
      end
    end

    local function longest_of(names, to, again)
      local longest = nil
      for _, name in ipairs(names) do
        longest = longer(longest, first_in(name, 0, to, again))
      end
      return longest
    end

    local scopes = self.language and {self.language, '*'} or {'+'}
    local function named(kind)
      local names = {}
      for _, scope in ipairs(scopes) do names[#names + 1] = scope .. '/' .. kind end
      return names
    end
    local function until_wide(after)
      return at - self.since >= after and math.huge or at - after
    end

    local found = longest_of({'all'}, at - firstAfter)
    if found then return found end

    for _, interest in ipairs(self.interests) do
      found = longer(found, longest_of(named('interest/' .. interest), math.huge))
    end
    if found then return found end

    local decides = #self.interests == 0
    found = longest_of(named('interested'), until_wide(languageAfter))
    if decides and not found then
      for _, name in ipairs(named('interested')) do
        found = longer(found, first_in(name, self.since, math.huge))
      end
    end
    local is_wide = decides or at - self.since >= languageAfter
    found = longer(found, longest_of(named('open'), is_wide and math.huge or self.since))
    return found
      or longest_of({'all'}, until_wide(anybodyAfter))
      or longest_of({'all'}, until_wide(recentAfter), true)
  end
`;

/** What happens in Redis at once or not at all. ARGV from the sixth on are told at each. */
export const scripts = {
  /**
   * ARGV: ticket, '1' where it has entered before and Redis may have lost it, the lease that it belonged
   * to then. Returns what became of it: 'lease' where its own is not held; 'taken', with the ticket that
   * replaced it; 'waiting' or 'paired', with the ticket that it replaced and the partner.
   */
  enter: `${prelude}
    local ticket, again, lastLease = read(ARGV[6]), ARGV[7] == '1', ARGV[8]
    if not is_held(ticket.lease) then return {'lease'} end
    if again then
      local replacedBy = redis.call('HGET', prefix .. 'taken:' .. lastLease, ticket.entry)
      if replacedBy then return {'taken', replacedBy} end
    end
    local former, superseded = find(ticket.userId), ''
    if former then
      if again and former.id ~= ticket.id and former.at > ticket.at and is_held(former.lease) then
        return {'taken', former.id}
      end
      remove(former)
      if former.id ~= ticket.id then superseded = former.id end
      if former.entry ~= ticket.entry then tell_taken(former, ticket.id) end
    end
    local other = partner_of(ticket, now)
    if not other then
      add(ticket)
      return {'waiting', superseded}
    end
    remove(other)
    tell_taken(other, '')
    return {'paired', superseded, other.json}`,

  /**
   * ARGV: for each the account, the number of its entering, and how long the wait is that it has reached.
   * Returns the two tickets of each pairing, one after the other.
   */
  widen: `${prelude}
    local paired = {}
    for index = 6, #ARGV, 3 do
      local ticket = find(ARGV[index])
      if ticket and ticket.entry == ARGV[index + 1] and is_held(ticket.lease) then
        -- The clock of its process may be ahead of this one.
        local at = math.max(now, ticket.since + tonumber(ARGV[index + 2]))
        local other = partner_of(ticket, at)
        if other then
          for _, either in ipairs({ticket, other}) do
            remove(either)
            tell_taken(either, '')
            paired[#paired + 1] = either.json
          end
        end
      end
    end
    return paired`,

  /** ARGV: account, ticket. Returns whether it waited. */
  leave: `${prelude}
    local ticket = find(ARGV[6])
    if not ticket or ticket.id ~= ARGV[7] then return 0 end
    remove(ticket)
    return 1`,

  /**
   * ARGV: lease, its length in milliseconds, '1' to take it where it is not held, then what was heard of
   * before. Returns whether it was held, what was taken of it, and the leases that have ended.
   */
  renew: `${prelude}
    local lease, was_held = ARGV[6], is_held(ARGV[6])
    if was_held or ARGV[8] == '1' then
      redis.call('ZADD', prefix .. 'leases', score(clock + ARGV[7]), lease)
    end
    for index = 9, #ARGV do redis.call('HDEL', prefix .. 'taken:' .. lease, ARGV[index]) end
    return {
      was_held and 1 or 0,
      redis.call('HGETALL', prefix .. 'taken:' .. lease),
      redis.call('ZRANGEBYSCORE', prefix .. 'leases', '-inf', score(clock)),
    }`,

  /**
   * ARGV: lease, how many tickets to take out at most, '1' from the process that held it. Returns how many
   * are left; then the lease is gone too, where there are none.
   */
  drop: `${prelude}
    local lease = ARGV[6]
    if ARGV[8] ~= '1' and is_held(lease) then return 0 end
    for _, user in ipairs(redis.call('SPOP', prefix .. 'own:' .. lease, ARGV[7])) do
      local ticket = find(user)
      if ticket and ticket.lease == lease then remove(ticket) end
    end
    local left = redis.call('SCARD', prefix .. 'own:' .. lease)
    if left == 0 then redis.call('ZREM', prefix .. 'leases', lease) end
    return left`,
} as const;
