/**
 * All that the store does, in one go. KEYS: the beginning of all keys. ARGV: epoch milliseconds (empty: by Redis' own
 * clock), and JSON: steps, or ids to read, or a query, or moves, or where to
 * go on looking for a subject. Answers JSON. Amounts are whole numbers as texts: Lua's numbers are
 * exact to 2⁵³ only, which is 9,007 dollars, so that they are added in two parts.
 *
 * Keys: `c:<id>` a counter; `l:<id>` a lease, or that it has ended; `leases` when they expire; `counters` when windows end.
 */
export const BUDGET_SCRIPT = `
local prefix, given = KEYS[1], ARGV[1]
local asked = cjson.decode(ARGV[2])
local REMEMBER_LEASE_MS, REMEMBER_COUNTER_MS, MOST_LISTED, SCANNED = 3600000, 10800000, 10000, 500
local LEASES, COUNTERS = prefix .. 'leases', prefix .. 'counters'
local FIELDS = { 'spent', 'expected', 'worst' }
local NOTHING = { expected = '0', worst = '0' }
local now
if given == '' then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
else
  now = tonumber(given)
end

local function parts(text)
  if #text <= 15 then return 0, tonumber(text) end
  return tonumber(string.sub(text, 1, -16)), tonumber(string.sub(text, -15))
end
local function text(high, low)
  if high > 0 then return string.format('%.0f%015.0f', high, low) end
  return string.format('%.0f', low)
end
local function add(a, b)
  local ah, al = parts(a)
  local bh, bl = parts(b)
  local high, low = ah + bh, al + bl
  if low >= 1e15 then high, low = high + 1, low - 1e15 end
  return text(high, low)
end
local function subtract(a, b)
  local ah, al = parts(a)
  local bh, bl = parts(b)
  local high, low = ah - bh, al - bl
  if low < 0 then high, low = high - 1, low + 1e15 end
  if high < 0 then return '0' end
  return text(high, low)
end
local function isOver(a, b)
  local ah, al = parts(a)
  local bh, bl = parts(b)
  return ah > bh or (ah == bh and al > bl)
end

local function amountsOf(id)
  local found = redis.call('HMGET', prefix .. 'c:' .. id, unpack(FIELDS))
  local amounts = {}
  for index, field in ipairs(FIELDS) do amounts[field] = found[index] or '0' end
  return amounts
end
local function save(id, amounts)
  redis.call('HSET', prefix .. 'c:' .. id,
    'spent', amounts.spent, 'expected', amounts.expected, 'worst', amounts.worst)
end
local function describe(counter)
  local key = prefix .. 'c:' .. counter.id
  redis.call('HSET', key, 'counter', cjson.encode(counter))
  if counter.endsAt then
    redis.call('ZADD', COUNTERS, counter.endsAt, counter.id)
    redis.call('PEXPIREAT', key, string.format('%.0f', counter.endsAt + REMEMBER_COUNTER_MS))
  else
    redis.call('ZADD', COUNTERS, '+inf', counter.id)
  end
end
local function sum(a, b)
  return { expected = add(a.expected, b.expected), worst = add(a.worst, b.worst) }
end
local function giveBack(lease)
  for id, held in pairs(lease) do
    if redis.call('EXISTS', prefix .. 'c:' .. id) == 1 then
      local amounts = amountsOf(id)
      amounts.expected = subtract(amounts.expected, held.expected)
      amounts.worst = subtract(amounts.worst, held.worst)
      save(id, amounts)
    end
  end
end
local function expire()
  local due = redis.call('ZRANGEBYSCORE', LEASES, '-inf', string.format('%.0f', now))
  for _, id in ipairs(due) do
    local lease = redis.call('GET', prefix .. 'l:' .. id)
    if lease and lease ~= 'ended' then
      giveBack(cjson.decode(lease))
      redis.call('DEL', prefix .. 'l:' .. id)
    end
    redis.call('ZREM', LEASES, id)
  end
  redis.call('ZREMRANGEBYSCORE', COUNTERS, '-inf', string.format('%.0f', now - REMEMBER_COUNTER_MS))
end

local function answer(outcome, list)
  local amounts = {}
  for index, it in ipairs(list) do amounts[index] = amountsOf(it.counter.id) end
  return { outcome = outcome, amounts = amounts }
end
local function fits(it)
  if it.expected == '0' and it.worst == '0' then return true end
  local amounts, limit = amountsOf(it.counter.id), it.counter.limit
  return not isOver(add(add(amounts.spent, amounts.expected), it.expected), limit)
    and not isOver(add(add(amounts.spent, amounts.worst), it.worst), add(limit, it.counter.slack))
end
local function hold(step)
  local key = prefix .. 'l:' .. step.lease
  local kept = redis.call('GET', key)
  if kept == 'ended' then return answer('ended', step.holds) end
  for index, it in ipairs(step.holds) do
    if not fits(it) then
      local refusal = answer('refused', step.holds)
      refusal.refusedBy = index - 1
      return refusal
    end
  end
  local lease = kept and cjson.decode(kept) or {}
  for _, it in ipairs(step.holds) do
    local id = it.counter.id
    local amounts = amountsOf(id)
    amounts.expected, amounts.worst = add(amounts.expected, it.expected), add(amounts.worst, it.worst)
    save(id, amounts)
    describe(it.counter)
    lease[id] = sum(it, lease[id] or NOTHING)
  end
  redis.call('SET', key, cjson.encode(lease))
  redis.call('ZADD', LEASES, string.format('%.0f', now + step.expiresInMs), step.lease)
  return answer('done', step.holds)
end
local function finish(step)
  local key = prefix .. 'l:' .. step.lease
  local kept = redis.call('GET', key)
  if kept == 'ended' then return answer('ended', step.charges) end
  if kept then giveBack(cjson.decode(kept)) end
  for _, it in ipairs(step.charges) do
    local amounts = amountsOf(it.counter.id)
    amounts.spent = add(amounts.spent, it.amount)
    save(it.counter.id, amounts)
    describe(it.counter)
  end
  redis.call('SET', key, 'ended', 'PX', REMEMBER_LEASE_MS)
  redis.call('ZREM', LEASES, step.lease)
  return answer('done', step.charges)
end
local function moveCounter(from, to)
  local key = prefix .. 'c:' .. from
  if redis.call('EXISTS', key) == 0 then return end
  local before, amounts = amountsOf(from), amountsOf(to.id)
  for _, field in ipairs(FIELDS) do amounts[field] = add(amounts[field], before[field]) end
  redis.call('DEL', key)
  redis.call('ZREM', COUNTERS, from)
  save(to.id, amounts)
  describe(to)
end
local function moveHolds(moves)
  for _, id in ipairs(redis.call('ZRANGE', LEASES, 0, -1)) do
    local key = prefix .. 'l:' .. id
    local text, isMoved = redis.call('GET', key), false
    local lease = text and text ~= 'ended' and cjson.decode(text) or {}
    for _, it in ipairs(moves) do
      local held = lease[it.from]
      if held then
        lease[it.from], isMoved = nil, true
        lease[it.to.id] = sum(held, lease[it.to.id] or NOTHING)
      end
    end
    if isMoved then redis.call('SET', key, cjson.encode(lease)) end
  end
end
local function find(subject, cursor)
  local page, found = redis.call('ZSCAN', COUNTERS, cursor, 'COUNT', SCANNED), {}
  for index = 1, #page[2], 2 do
    local id = page[2][index]
    local text = redis.call('HGET', prefix .. 'c:' .. id, 'counter')
    local counter = text and cjson.decode(text)
    if counter and counter.subject == subject then
      found[#found + 1] = { counter = counter, amounts = amountsOf(id) }
    end
  end
  return { cursor = page[1], found = found }
end

expire()
local answers = {}
if asked.moves then
  moveHolds(asked.moves)
  for _, it in ipairs(asked.moves) do moveCounter(it.from, it.to) end
end
if asked.find then answers[1] = find(asked.find, asked.cursor) end
for index, step in ipairs(asked.steps or {}) do
  answers[index] = step.type == 'hold' and hold(step) or finish(step)
end
for index, id in ipairs(asked.ids or {}) do answers[index] = amountsOf(id) end
if asked.at then
  local from = '(' .. string.format('%.0f', asked.at)
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', COUNTERS, from, '+inf', 'LIMIT', 0, MOST_LISTED)) do
    local text = redis.call('HGET', prefix .. 'c:' .. id, 'counter')
    local counter = text and cjson.decode(text)
    if counter and counter.startsAt <= asked.at
      and (not asked.budget or counter.budget == asked.budget)
      and (not asked.subject or counter.subject == asked.subject)
      and (not asked.tenant or counter.tenant == asked.tenant) then
      answers[#answers + 1] = { counter = counter, amounts = amountsOf(id) }
    end
  end
end
return cjson.encode(answers)
`;
