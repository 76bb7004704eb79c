import { candidate, context } from '../routing.fixture.js';
import { ProviderFilter } from './provider.filter.js';

const filter = new ProviderFilter();
const gpt = candidate('openai/gpt-4.1');
const reason = (route: Parameters<typeof context>[0]) => filter.reject(gpt, context(route));

it.each([
  { only: ['openai'] },
  { only: ['anthropic', 'openai/gpt-4.1'] },
  { only: ['OpenAI'] },
  { only: ['OPENAI/GPT-4.1'] },
  { ignore: ['anthropic', 'openai/gpt-4.1-mini', 'gpt-4.1', 'openai/'] },
  {},
])('lets pass with %j', (route) => {
  expect(reason(route)).toBeUndefined();
});

it.each([
  [{ only: ['anthropic', 'openai/o3'] }, 'only anthropic, openai/o3 may serve'],
  [{ only: ['gpt-4.1'] }, 'only gpt-4.1 may serve'],
  [{ only: [] }, 'the lists of who may serve have nobody in common'],
  [{ ignore: ['openai'] }, 'it is to be ignored'],
  [{ ignore: ['OpenAI/gpt-4.1'] }, 'it is to be ignored'],
  [{ only: ['openai'], ignore: ['openai'] }, 'it is to be ignored'],
])('leaves out with %j', (route, words) => {
  expect(reason(route)).toBe(words);
});
