import type { ChatRequest } from '../contracts/chat-request.js';
import type { RouteDirective } from '../contracts/directives.js';
import type { DegradeOptions } from '../contracts/tier.js';
import {
  candidate,
  exchange,
  HandCounter,
  HandDirectory,
  out,
  routing,
} from './routing.fixture.js';
import { a, d, decided, planned, rungs, withTier } from './small-world.fixture.js';

describe('the ladder of a tier', () => {
  const full: DegradeOptions = {
    sameModel: true,
    equal: ['big', 'other'],
    smaller: ['small'],
    trim: { keepMessages: 1 },
  };
  const messages: ChatRequest['messages'] = [
    { role: 'user', content: 'one' },
    { role: 'assistant', content: 'two' },
    { role: 'user', content: 'three' },
  ];
  const call = (name: string, route: RouteDirective = {}) =>
    exchange(name, route, { request: { messages, temperature: 0.5 } });

  it('goes down rung by rung, each target once but for the trimmed', () => {
    const { plan } = decided(
      { directory: withTier(full) },
      call('tier:smart', { fallback: ['d/small'] }),
    );
    expect(rungs(plan)).toEqual([
      'first a/big',
      'first b/big',
      'fallback d/small',
      'same-model c/other',
      'smaller e/small',
      'trimmed a/big',
      'trimmed b/big',
    ]);
    const trimmed = plan!.targets.at(-1)!;
    expect(trimmed.request).toEqual({ messages: messages.slice(2), temperature: 0.5 });
    expect(plan!.targets.slice(0, -2).every((it) => it.request === undefined)).toBe(true);
  });

  it('names what brought a model in', () => {
    const { decision } = decided(
      { directory: withTier({ equal: ['a/big', 'other'], smaller: ['small'] }) },
      call('tier:smart'),
    );
    expect(decision.candidates.map((it) => `${it.candidate} of ${it.name}`)).toEqual([
      'a/big of tier:smart',
      'b/big of tier:smart',
      'c/other of other',
      'd/small of small',
      'e/small of small',
    ]);
  });

  it.each([
    [29, ['trimmed l/m'], [3]],
    [10, undefined, [3, 1]],
  ])('is filtered by what would be sent: a window of %i', async (contextWindow, left, counted) => {
    const long = candidate('l/m', { contextWindow });
    const filter = {
      id: 'window',
      reject: ({ facts }: typeof long, { prompt }: { prompt: { tokens: number } }) =>
        prompt.tokens > (facts.contextWindow ?? Infinity) ? 'too long' : undefined,
    };
    const tiers = { 'tier:smart': { degrade: { smaller: ['small'], trim: { keepMessages: 1 } } } };
    const counter = new HandCounter(({ messages: sent }) => sent.length * 14);
    const world = {
      directory: new HandDirectory({ 'tier:smart': [long, a], small: [d] }, tiers),
      filters: [filter, out(['a/big', 'd/small'])],
      counter,
    };
    const { plan, decision } = await routing(world).decide(call('tier:smart'));
    expect(rungs(plan)).toEqual(left);
    expect(decision.promptTokens).toBe(42);
    expect(counter.asked.map((it) => it.messages.length)).toEqual(counted);
  });

  it('trims nothing where everything may stay', () => {
    const world = { directory: withTier({ trim: { keepMessages: 3 } }) };
    expect(rungs(decided(world, call('tier:smart')).plan)).toEqual(['first a/big', 'first b/big']);
  });

  it('belongs to the tier that was asked for, whatever its fallbacks', () => {
    const world = { directory: withTier({ smaller: ['small'] }) };
    expect(rungs(planned(world, 'other', { fallback: ['tier:smart'] }))).toEqual([
      'first c/other',
      'fallback a/big',
      'fallback b/big',
    ]);
  });
});
