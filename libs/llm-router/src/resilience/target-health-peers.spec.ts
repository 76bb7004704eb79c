import { healthSetUp, limited, Rumours, steps, TARGET } from './target-health.fixture.js';

describe('TargetHealth: other processes', () => {
  it('are told of own ejections and pauses, with times that stay the same', () => {
    const peers = new Rumours();
    const { clock, fail, health } = healthSetUp({}, peers);
    const start = clock.now();
    expect(peers.told).toEqual({});
    fail(5);
    health.failed('p/limited', limited(3_000));
    const told = {
      [TARGET]: { ejectedUntil: start + 1_000 },
      'p/limited': { heldUntil: start + 3_000 },
    };
    expect(peers.told).toEqual(told);
    clock.advance(999.4);
    expect(peers.told).toEqual(told);
    clock.advance(1);
    expect(peers.told).toEqual({ 'p/limited': told['p/limited'] });
  });

  it('have their ejections respected until then, and one call tests the target after that', () => {
    const peers = new Rumours();
    const { clock, health, events } = healthSetUp({}, peers);
    const until = clock.now() + 2_000;
    peers.states.set(TARGET, { inFlight: 3, ejectedUntil: until });
    expect(health.of(TARGET)).toMatchObject({ state: 'ejected', until });
    expect(health.whyEjected(TARGET)).toBe(
      'it failed in another process and is left alone for 2 s more',
    );
    expect(peers.told).toEqual({});
    clock.advance(2_000);
    const probe = health.started(TARGET);
    expect(health.admits(TARGET)).toBe(false);
    health.succeeded(TARGET, probe);
    expect(health.admits(TARGET)).toBe(true);
    expect(steps(events)).toEqual(['open → ejected', 'ejected → probing', 'probing → open']);
  });

  it('are believed once for each ejection: a success here counts more', () => {
    const peers = new Rumours();
    const { clock, health } = healthSetUp({}, peers);
    peers.states.set(TARGET, { inFlight: 0, ejectedUntil: clock.now() + 2_000 });
    expect(health.admits(TARGET)).toBe(false);
    health.succeeded(TARGET, health.started(TARGET));
    expect(health.admits(TARGET)).toBe(true);
    peers.states.set(TARGET, { inFlight: 0, ejectedUntil: clock.now() + 3_000 });
    expect(health.admits(TARGET)).toBe(false);
  });

  it('have their pauses respected, of an hour at most, and not passed on as own', () => {
    const peers = new Rumours();
    const { clock, health } = healthSetUp({ breaker: false }, peers);
    peers.states.set(TARGET, { inFlight: 0, heldUntil: clock.now() + 4_000 });
    expect(health.of(TARGET)).toEqual({ state: 'held', until: clock.now() + 4_000 });
    peers.states.set(TARGET, { inFlight: 0, heldUntil: Infinity });
    expect(health.heldUntil(TARGET)).toBe(clock.now() + 3_600_000);
    expect(peers.told).toEqual({});
  });

  it('are not believed what they eject where the breaker is off, nor what is over', () => {
    const peers = new Rumours();
    const off = healthSetUp({ breaker: false }, peers);
    peers.states.set(TARGET, { inFlight: 0, ejectedUntil: off.clock.now() + 5_000 });
    expect(off.health.of(TARGET)).toEqual({ state: 'open' });
    const { clock, health } = healthSetUp({}, peers);
    clock.advance(5_000);
    expect(health.of(TARGET)).toEqual({ state: 'open' });
    expect(health.all().size).toBe(0);
  });

  it('cannot eject for longer than the cap', () => {
    const peers = new Rumours();
    const { clock, health } = healthSetUp({ breaker: { maxCoolDown: '5s' } }, peers);
    peers.states.set(TARGET, { inFlight: 0, ejectedUntil: clock.now() + 1e9 });
    expect(health.heldUntil(TARGET)).toBe(clock.now() + 5_000);
  });
});
