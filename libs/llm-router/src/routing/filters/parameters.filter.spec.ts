import type { Candidate } from '../../contracts/candidate.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { groq } from '../../providers/presets.js';
import { createTestRouter } from '../../testing/test-router.js';
import { ParametersFilter } from './parameters.filter.js';

const filter = new ParametersFilter();
const exchange = (requireParameters?: boolean) =>
  ({
    request: { messages: [], seed: 7, n: 2 },
    route: requireParameters === undefined ? {} : { requireParameters },
  }) as unknown as RoutingContext;
const candidate = (unsupportedParameters?: () => readonly string[]) =>
  ({ provider: { unsupportedParameters }, upstreamModel: 'm' }) as unknown as Candidate;

it('leaves out who cannot honour a field, naming it, where that is asked for', () => {
  expect(
    filter.reject(
      candidate(() => ['seed', 'n']),
      exchange(true),
    ),
  ).toBe('it cannot honour seed, n');
});

it.each([
  ['nobody asks for it', candidate(() => ['seed']), exchange()],
  ['it is switched off', candidate(() => ['seed']), exchange(false)],
  ['everything is honoured', candidate(() => []), exchange(true)],
  ['the adapter says nothing', candidate(), exchange(true)],
])('lets pass where %s', (_name, it, call) => {
  expect(filter.reject(it, call)).toBeUndefined();
});

it('decides in a router: the reason is told, and the next target answers', async () => {
  const { router, sink, close } = await createTestRouter({
    providers: [groq({ apiKey: 'gsk-none', models: [{ id: 'llama' }] })],
  });
  const ask = { model: 'groq/llama', messages: [{ role: 'user' as const, content: 'hi' }], n: 2 };
  const route = { requireParameters: true };
  await expect(router.complete(ask, { route })).rejects.toThrow('it cannot honour n');
  await router.complete(ask, { route: { ...route, fallback: ['fake/echo'] } });
  expect(sink.calls.at(-1)).toMatchObject({
    provider: 'fake',
    rejections: [{ candidate: 'groq/llama', filter: 'parameters', reason: 'it cannot honour n' }],
  });
  await close();
});
