import { mergeDirectives } from './merge-directives.js';

describe('mergeDirectives', () => {
  it('lets the nearer preference win, whichever way it names its target', () => {
    const merged = mergeDirectives(
      { route: { tier: 'cheap', fallback: ['x/y'], timeout: '5s' } },
      { route: { model: 'openai/gpt-4.1' } },
    );
    expect(merged.route).toEqual({ model: 'openai/gpt-4.1', fallback: ['x/y'], timeout: '5s' });
  });

  it('adds tags up, the nearer value winning', () => {
    const merged = mergeDirectives(
      { route: { tags: { team: 'a', app: 'x' } } },
      { route: { tags: { team: 'b' } } },
    );
    expect(merged.route?.tags).toEqual({ team: 'b', app: 'x' });
  });

  it('switches caching off and on again from within', () => {
    expect(mergeDirectives({ cache: { ttl: '1m' } }, { cache: false }).cache).toBe(false);
    expect(mergeDirectives({ cache: false }, { cache: { ttl: '1m' } }).cache).toEqual({
      ttl: '1m',
    });
    expect(mergeDirectives({ cache: { ttl: '1m', scope: 'user' } }, { cache: {} }).cache).toEqual({
      ttl: '1m',
      scope: 'user',
    });
  });

  it('keeps every directive for redaction, each once', () => {
    const [own, other] = [{ action: 'mask' }, { entities: ['email'] }] as const;
    expect(mergeDirectives({ redact: own }, {}).redact).toBe(own);
    expect(mergeDirectives({ redact: own }, { redact: other }).redact).toEqual([own, other]);
    expect(mergeDirectives({ redact: [own, other] }, { redact: own }).redact).toEqual([own, other]);
  });
});
