import { drawsFor } from '../chance/draws.js';
import type { Arrival } from '../workload/arrival.js';
import { type FaultKind, RATE_LIMIT } from './fault.js';
import { PROFILES } from './profile.js';
import { type Circumstances, type Script, scriptFor } from './script.js';
import { WindowLimit } from './window-limit.js';

const arrival: Arrival = {
  index: 0,
  at: 0,
  delivery: 'stream',
  promptTokens: 100,
  outputTokens: 140,
};

function scripts(fault: FaultKind | undefined, more: Partial<Circumstances> = {}): Script[] {
  return Array.from({ length: 1_000 }, (_, index) =>
    scriptFor({ profile: PROFILES[0]!, arrival, fault, crowding: 1, ...more }, drawsFor(1, index)),
  );
}

function failures(list: readonly Script[]): number {
  return list.filter(({ outcome }) => outcome === 'failure').length;
}

describe('scriptFor', () => {
  const healthy = scripts(undefined);

  it('answers, where nothing is wrong', () => {
    expect(healthy.every(({ outcome }) => outcome === 'answer')).toBe(true);
  });

  it('misbehaves as often as the fault says', () => {
    expect(failures(scripts('refused'))).toBe(1_000);
    expect(scripts('black hole').every(({ outcome }) => outcome === 'silence')).toBe(true);
    expect(failures(scripts('half errors')) / 1_000).toBeCloseTo(0.5, 1);
    expect(failures(scripts('slow')) / 1_000).toBeCloseTo(0.3, 1);
    expect(failures(scripts('rate limit'))).toBe(0);
    expect(scripts('rate limit', { retryAfterMs: 900 })[0]).toMatchObject({
      failure: { code: 'rate_limited', retryAfterMs: 900 },
    });
  });

  it('has the same luck with and without a fault, ten times slower where it is slow', () => {
    const halves = scripts('half errors');
    const slow = scripts('slow', { crowding: 2 });
    healthy.forEach((script, index) => {
      const [half, late] = [halves[index]!, slow[index]!];
      if (script.outcome !== 'answer') throw new Error('it is to answer');
      if (half.outcome === 'answer') expect(half).toEqual(script);
      if (late.outcome !== 'answer') return;
      expect(late.firstPartMs / script.firstPartMs).toBeCloseTo(20);
      expect(late.restMs / script.restMs).toBeCloseTo(20);
    });
  });
});

describe('WindowLimit', () => {
  it('lets so many pass in each window, and tells when the next one begins', () => {
    const limit = new WindowLimit(RATE_LIMIT.requests, RATE_LIMIT.windowMs);
    const taken = Array.from({ length: RATE_LIMIT.requests }, () => limit.take(100));
    expect(taken.every((it) => it === undefined)).toBe(true);
    expect(limit.take(200.5)).toBe(6_800);
    expect(limit.take(6_999)).toBe(1);
    expect(limit.take(7_000)).toBeUndefined();
  });
});
