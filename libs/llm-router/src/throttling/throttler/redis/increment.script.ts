/**
 * Counts a hit in a window that begins with its first one. The hit that goes beyond the limit turns the rest of the
 * window into the block, so that count and block end together. KEYS: counter. ARGV: window, limit, block; times in
 * milliseconds. Returns the hits and the milliseconds that are left.
 */
export const INCREMENT = `
local hits = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  left = tonumber(ARGV[1])
  redis.call('PEXPIRE', KEYS[1], left)
end
if hits == tonumber(ARGV[2]) + 1 and tonumber(ARGV[3]) > 0 then
  left = tonumber(ARGV[3])
  redis.call('PEXPIRE', KEYS[1], left)
end
return {hits, left}
`;
