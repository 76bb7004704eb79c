import fc from 'fast-check';
import type { Caller } from '../contracts/caller.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { CacheDirective } from '../contracts/directives.js';
import type { Exchange } from '../contracts/exchange.js';
import { cacheKey } from './cache-key.js';

const request: ChatRequest = { messages: [{ role: 'user', content: 'hi' }], temperature: 0 };

function key(
  changes: Partial<ChatRequest> = {},
  {
    caller = {},
    directive = {},
    model = 'p/m',
    fallback,
  }: {
    caller?: Caller;
    directive?: CacheDirective;
    model?: string;
    fallback?: readonly string[];
  } = {},
): string | undefined {
  const directives = fallback ? { route: { fallback } } : {};
  const exchange = { request: { ...request, ...changes }, model, caller, directives };
  return cacheKey(exchange as Exchange, directive);
}

it.each<[string, Partial<ChatRequest>]>([
  ['delivery', { stream: true, stream_options: { include_usage: true } }],
  ['the end user', { user: 'u', metadata: { a: 'b' } }],
  ['the name that was asked for', { model: 'alias', tier: 'cheap' }],
  ['nulls', { max_tokens: null }],
])('is the same whatever %s', (_what, changes) => {
  expect(key(changes)).toBe(key());
});

it.each<[string, string | undefined]>([
  ['messages', key({ messages: [{ role: 'user', content: 'ho' }] })],
  ['temperature', key({ temperature: 1 })],
  ['unlisted fields', key({ top_k: 3 })],
  ['the model', key({}, { model: 'p/n' })],
  ['the fallbacks', key({}, { fallback: ['p/n'] })],
  ['the tenant', key({}, { caller: { tenant: 't' } })],
  ['the scope', key({}, { directive: { scope: 'global' } })],
])('differs with %s', (_what, other) => {
  expect(other).not.toBe(key());
});

it('is shared as the scope says', () => {
  const anna = { tenant: 't', user: 'anna' };
  const bob = { tenant: 't', user: 'bob' };
  const of = (caller: Caller, scope?: CacheDirective['scope']): string | undefined =>
    key({}, { caller, directive: scope ? { scope } : {} });
  expect(of(anna)).toBe(of(bob));
  expect(of(anna, 'user')).not.toBe(of(bob, 'user'));
  expect(of(anna, 'global')).toBe(of({}, 'global'));
  expect(of({ tenant: 't' }, 'user')).toBeUndefined();
  expect(of({ user: 'anna' }, 'user')).not.toBe(of(anna, 'user'));
});

it('depends on no order of keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (extra) => {
      const reversed = Object.fromEntries(Object.entries(extra).reverse());
      expect(key({ extra })).toBe(key({ extra: reversed }));
    }),
  );
});
