import { candidate, context, HandDirectory } from '../routing.fixture.js';
import { EmbeddingFilter } from './embedding.filter.js';

const embeds = { provider: { embed: () => Promise.reject(new Error('not here')) } as never };
const chatOnly = candidate('chat/text-3-large');
const first = candidate('openai/text-3-small', {}, embeds);
const same = candidate('azure/text-3-small', {}, embeds);
const other = candidate('cohere/embed-4', {}, embeds);
const filter = new EmbeddingFilter(
  new HandDirectory({ 'some-model': [chatOnly, { ...first, weight: 0 }, other] }),
);
const vectors = context({}, { messages: [] }, { embedding: { input: 'x' } });

it('leaves the model of the first that has embeddings, at any provider and weight', () => {
  expect(filter.reject(first, vectors)).toBeUndefined();
  expect(filter.reject(same, vectors)).toBeUndefined();
  expect(filter.reject(other, vectors)).toBe(
    'its vectors cannot be compared with those of text-3-small',
  );
  expect(filter.reject(chatOnly, vectors)).toBe('its provider has no embeddings');
});

it('has no opinion about chats', () => {
  expect(filter.reject(other, context())).toBeUndefined();
});
