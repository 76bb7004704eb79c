import type { CachedReply } from '../contracts/completion-cache.js';
import type { CallSettled } from '../contracts/router-event.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import { savedBy, spentOn } from './spent.js';

const USAGE = { ...NO_USAGE, input: 4 };
const kept: CachedReply = { model: 'p/m', provider: 'p', parts: [] };

it('survives the store as JSON', () => {
  const attempts = [{ status: 'succeeded', usage: USAGE, cost: 12_345_678_901_234_567_890n }];
  const spent = spentOn({ attempts } as unknown as CallSettled);
  const read = JSON.parse(JSON.stringify({ ...kept, spent })) as CachedReply;
  expect(savedBy(read)).toEqual({
    model: 'p/m',
    provider: 'p',
    usage: USAGE,
    cost: 12_345_678_901_234_567_890n,
  });
});

it('knows no cost as soon as one of the tries has none', () => {
  const attempts = [
    { status: 'interrupted', usage: USAGE, cost: 5n },
    { status: 'succeeded', usage: USAGE, cost: null },
  ];
  const spent = spentOn({ attempts } as unknown as CallSettled);
  expect(spent).toEqual({ usage: { ...USAGE, input: 8 }, cost: null });
  expect(savedBy({ ...kept, spent })?.cost).toBeNull();
});

it('fills in the classes that an older version did not know', () => {
  const spent = { usage: { input: 4, estimated: false } as never, cost: '1' };
  expect(savedBy({ ...kept, spent })?.usage).toEqual(USAGE);
});

it.each([undefined, { usage: USAGE, cost: 7 }, { usage: USAGE, cost: '-7' }, { cost: '1.5' }])(
  'tells nothing of %j',
  (spent) => {
    expect(savedBy({ ...kept, ...(spent ? { spent: spent as never } : {}) })).toBeUndefined();
  },
);
