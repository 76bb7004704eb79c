import type { ChatMessage } from '../../contracts/chat-message.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { stickyKey } from './sticky-key.js';
import { StickyStrategy } from './sticky.strategy.js';
import {
  candidate,
  context,
  idsOf,
  KnownPerformance,
  price,
  StillClock,
} from './strategy-world.fixture.js';

const all = ['a', 'b', 'c', 'd'].map((id) => candidate(`p/${id}`, { price: price(2, 8) }));
let calls = 0;
const inSession = (session: string, parts: Partial<RoutingContext> = {}) =>
  context({ id: `call-${calls++}`, route: { session }, ...parts });

function setUp(known: KnownPerformance['known'] = {}) {
  const clock = new StillClock();
  return { clock, strategy: new StickyStrategy(new KnownPerformance(known), clock) };
}

describe('where a session is held', () => {
  it('is one target, and all targets hold sessions', () => {
    const { strategy } = setUp();
    const counts: Record<string, number> = {};
    for (let i = 0; i < 2_000; i++) {
      const first = idsOf(strategy.rank(all, inSession(`s-${i}`)))[0] ?? '';
      expect(idsOf(strategy.rank(all, inSession(`s-${i}`)))[0]).toBe(first);
      counts[first] = (counts[first] ?? 0) + 1;
    }
    for (const { id } of all) expect(counts[id]).toBeGreaterThan(420);
  });

  it('moves only where its own target leaves, and moves back', () => {
    const { strategy } = setUp();
    const without = all.filter((it) => it.id !== 'p/b');
    for (let i = 0; i < 300; i++) {
      const before = idsOf(strategy.rank(all, inSession(`s-${i}`)));
      const meanwhile = idsOf(strategy.rank(without, inSession(`s-${i}`)));
      expect(meanwhile).toEqual(before.filter((id) => id !== 'p/b'));
      expect(idsOf(strategy.rank(all, inSession(`s-${i}`)))).toEqual(before);
    }
  });

  it('is spread by weight', () => {
    const { strategy } = setUp();
    const weighted = [candidate('a', { weight: 3 }), candidate('b'), candidate('n', { weight: 0 })];
    let heavy = 0;
    for (let i = 0; i < 2_000; i++) {
      const ids = idsOf(strategy.rank(weighted, inSession(`s-${i}`)));
      if (ids[0] === 'a') heavy++;
      expect(ids[2]).toBe('n');
    }
    expect(heavy / 2_000).toBeCloseTo(0.75, 1);
  });
});

describe('what a move costs', () => {
  const saving = 'which costs 0.0009 US dollars in lost cache';

  function move(known: KnownPerformance['known'] = {}) {
    const set = setUp(known);
    const stayed = set.strategy.rank(all, inSession('s'));
    const left = all.filter((it) => it !== stayed[0]?.candidate);
    const moved = set.strategy.rank(left, inSession('s'));
    return { ...set, stayed, moved };
  }

  it('is told when a call leaves, and when it comes back', () => {
    const share = Object.fromEntries(all.map(({ id }) => [id, { cachedShare: 0.5 }]));
    const { strategy, stayed, moved } = move(share);
    expect(stayed[0]?.because).toBe('where its session is held');
    // 500 tokens at 0.2 instead of 2 dollars a million.
    expect(moved[0]?.because).toBe(`moved from ${stayed[0]?.candidate.id}, ${saving}`);
    const back = strategy.rank(all, inSession('s'));
    expect(back[0]?.because).toBe(`moved from ${moved[0]?.candidate.id}, ${saving}`);
    expect(strategy.rank(all, inSession('s'))[0]?.because).toBe('where its session is held');
  });

  it('is by the share of the old target where the new one is unknown, else not known', () => {
    const { stayed, moved } = move();
    expect(moved[0]?.because).toMatch(/what that costs in lost cache is not known$/);
    const old = stayed[0]?.candidate.id ?? '';
    expect(move({ [old]: { cachedShare: 0.5 } }).moved[0]?.because).toContain(saving);
  });

  it('is told in shares where the price is unknown', () => {
    const { strategy } = setUp({ a: { cachedShare: 0.4 }, b: { cachedShare: 0.4 } });
    strategy.rank([candidate('a')], inSession('s'));
    expect(strategy.rank([candidate('b')], inSession('s'))[0]?.because).toBe(
      'moved from a, which loses the cache of 40 % of its prompt',
    );
  });

  it('is forgotten after an hour', () => {
    const { clock, strategy } = setUp();
    strategy.rank([candidate('a')], inSession('s'));
    clock.time += 3_600_000;
    expect(strategy.rank([candidate('b')], inSession('s'))[0]?.because).toBe(
      'where its session is held',
    );
  });

  it('is of 10,000 sessions at most, the last ones', () => {
    const { strategy } = setUp();
    strategy.rank([candidate('a')], inSession('first'));
    strategy.rank([candidate('a')], inSession('second'));
    strategy.rank([candidate('a')], inSession('first'));
    for (let i = 0; i < 9_999; i++) strategy.rank([candidate('a')], inSession(`s-${i}`));
    const because = (session: string) =>
      strategy.rank([candidate('b')], inSession(session))[0]?.because;
    expect(because('second')).toBe('where its session is held');
    expect(because('s-9998')).toMatch(/^moved from a/);
  });

  it('does not take a call’s fallbacks, nor a dry run, for a move', () => {
    const { strategy } = setUp();
    const call = inSession('s');
    strategy.rank([candidate('a')], call);
    expect(strategy.rank([candidate('z')], call)[0]?.because).toBe('where its session is held');
    strategy.rank([candidate('z')], inSession('s', { dryRun: true }));
    expect(strategy.rank([candidate('a')], inSession('s'))[0]?.because).toBe(
      'where its session is held',
    );
  });
});

describe('what belongs together', () => {
  const keyOf = (parts: Partial<RoutingContext>) => stickyKey(context(parts));
  const talk = (...messages: ChatMessage[]) => keyOf({ request: { messages } });
  const system: ChatMessage = { role: 'system', content: 'Be kind.' };
  const user = (content: string): ChatMessage => ({ role: 'user', content });

  it('is the session, else the user, else the key, else the conversation', () => {
    const caller = { user: 'u', keyId: 'k' };
    expect(keyOf({ route: { session: 's' }, caller })).toBe('session  s');
    expect(keyOf({ caller })).toBe('user  u');
    expect(keyOf({ caller: { keyId: 'k' } })).toBe('key k');
    expect(keyOf({})).toBe('conversation user Hello');
  });

  it('tells tenants apart', () => {
    const of = (tenant: string) => keyOf({ caller: { user: 'u', tenant } });
    expect(of('x')).not.toBe(of('y'));
  });

  it('is a conversation from its first turn on', () => {
    const first = talk(system, user('Hi'));
    expect(talk(system, user('Hi'), { role: 'assistant', content: 'Yes?' }, user('Go'))).toBe(
      first,
    );
    expect(talk(system, user('Ho'))).not.toBe(first);
    expect(talk(user('Hi'))).toBe(talk(user('Hi'), { role: 'assistant', content: null }));
  });

  it('reads long prompts at both ends, and parts by what they are', () => {
    const long = (end: string) => user(`${'x'.repeat(100_000)}${end}`);
    expect(talk(long('a'))).not.toBe(talk(long('b')));
    expect(talk(long('a'))?.length).toBeLessThan(5_000);
    const parts = (text: string) =>
      talk({
        role: 'user',
        content: [
          { type: 'text', text },
          { type: 'image_url', image_url: { url: 'data:' } },
        ],
      });
    expect(parts('a')).not.toBe(parts('b'));
  });

  it('is nothing for an embedding, which goes anywhere', () => {
    const { strategy } = setUp();
    const firsts = new Set<string | undefined>();
    for (let i = 0; i < 50; i++) {
      const ranked = strategy.rank(all, context({ id: `e-${i}`, request: { messages: [] } }));
      expect(ranked[0]?.because).toBe('nothing to hold together');
      firsts.add(ranked[0]?.candidate.id);
    }
    expect(firsts.size).toBe(4);
  });
});
