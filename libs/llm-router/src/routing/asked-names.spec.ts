import { UnknownModelError } from '../contracts/errors/request-errors.js';
import { AskedNames } from './asked-names.js';
import { candidate, HandDirectory } from './routing.fixture.js';

const a = [candidate('openai/gpt')];
const b = [candidate('openrouter/gpt:nitro')];

it.each([
  ['gpt', { name: 'gpt', candidates: a }],
  ['gpt:floor', { name: 'gpt', candidates: a, strategy: 'cheapest' }],
  ['gpt:nitro', { name: 'gpt', candidates: a, strategy: 'throughput' }],
  ['tier:x:nitro', { name: 'tier:x', candidates: a, strategy: 'throughput' }],
  ['own:nitro', { name: 'own:nitro', candidates: b }],
])('reads %s', (name, expected) => {
  const names = new AskedNames(new HandDirectory({ gpt: a, 'tier:x': a, own: a, 'own:nitro': b }));
  expect(names.resolve(name)).toEqual(expected);
  expect(names.resolve(name)).toEqual(expected);
});

it.each(['none:nitro', 'gpt:fast', 'gpt:NITRO', ':floor', 'gpt:floor:nitro'])(
  'refuses %s under its full name',
  (name) => {
    const names = new AskedNames(new HandDirectory({ gpt: a }));
    const attempt = () => names.resolve(name);
    expect(attempt).toThrow(UnknownModelError);
    expect(attempt).toThrow(JSON.stringify(name));
  },
);

it('asks for the full name once, however often it is used', () => {
  const directory = new HandDirectory({ gpt: a });
  const resolve = jest.spyOn(directory, 'resolve');
  const names = new AskedNames(directory);
  for (let i = 0; i < 5; i++) names.resolve('gpt:floor');
  expect(resolve.mock.calls.filter(([name]) => name === 'gpt:floor')).toHaveLength(1);
});
