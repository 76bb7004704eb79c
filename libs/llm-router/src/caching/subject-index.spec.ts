import { SubjectIndex } from './subject-index.js';

function setUp() {
  const kept = new Map<string, unknown>();
  const ttls: (number | undefined)[] = [];
  const index = new SubjectIndex({
    get: async (key) => kept.get(key),
    set: async (key, value, ttl) => {
      kept.set(key, value);
      ttls.push(ttl);
    },
  });
  return { index, ttls };
}

it('remembers the keys of each subject, once, for as long as the last of them', async () => {
  const { index, ttls } = setUp();
  await Promise.all([
    index.add('ada', 'one', 1_000, 0),
    index.add('ada', 'two', 100, 0),
    index.add('grace', 'one', 50, 0),
    index.add('ada', 'one', 100, 500),
  ]);
  expect(await index.keysOf('ada')).toEqual(['two', 'one']);
  expect(await index.keysOf('grace')).toEqual(['one']);
  expect(await index.keysOf('nobody')).toEqual([]);
  expect(ttls).toEqual([1_000, 1_000, 50, 500]);
});

it('forgets the oldest beyond a thousand', async () => {
  const { index } = setUp();
  for (let key = 0; key < 1_005; key++) await index.add('ada', `${key}`, 1_000, 0);
  const keys = await index.keysOf('ada');
  expect([keys.length, keys[0], keys.at(-1)]).toEqual([1_000, '5', '1004']);
});
