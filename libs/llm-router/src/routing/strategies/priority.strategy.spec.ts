import { PriorityStrategy } from './priority.strategy.js';
import { candidate, idsOf } from './strategy-world.fixture.js';

it('keeps the order of the tier', () => {
  const ranked = new PriorityStrategy().rank(['b', 'a', 'c'].map((id) => candidate(id)));
  expect(idsOf(ranked)).toEqual(['b', 'a', 'c']);
  expect(ranked[0]).toMatchObject({ score: 0, because: 'as written' });
});
