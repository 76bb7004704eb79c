import { candidate, context } from '../routing.fixture.js';
import { TagsFilter } from './tags.filter.js';

const filter = new TagsFilter();
const requireTags = ['eu', 'fine-tuned'];

it('leaves out who lacks one of the tags', () => {
  const reason = (tags?: string[]) =>
    filter.reject(candidate('a/m', tags ? { tags } : {}), context({ requireTags }));
  expect(reason(['fine-tuned', 'eu', 'other'])).toBeUndefined();
  expect(reason(['eu'])).toBe('it lacks the tag "fine-tuned"');
  expect(reason()).toBe('it lacks the tag "eu"');
});

it('asks for nothing where no tag is required', () => {
  expect(filter.reject(candidate('a/m'), context())).toBeUndefined();
  expect(filter.reject(candidate('a/m'), context({ requireTags: [] }))).toBeUndefined();
});
