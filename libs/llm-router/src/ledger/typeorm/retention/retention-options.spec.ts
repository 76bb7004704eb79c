import { retentionSettings } from './retention-options.js';

it('reads how long rows are kept', () => {
  expect(retentionSettings({ keep: '400d', partitions: 'month' }, true)).toEqual({
    keepMs: 34_560_000_000,
    partitions: true,
  });
  expect(retentionSettings({}, false)).toEqual({ keepMs: undefined, partitions: false });
});

it.each([
  [{ keep: '23h' }, true, 'retention.keep: 23h is less than a day ("1d").'],
  [{ keep: 'a year' as never }, true, 'retention.keep: "a year" is not a duration.'],
  [
    { partitions: 'week' as never },
    true,
    'retention.partitions: "week" is not legal. Legal: month.',
  ],
  [{ partitions: 'month' }, false, 'retention.partitions: only PostgreSQL has partitions.'],
] as const)('refuses %j', (options, postgres, message) =>
  expect(() => retentionSettings(options, postgres)).toThrow(message),
);
