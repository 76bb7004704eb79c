import fc from 'fast-check';
import type { Directives, RedactAction } from '../contracts/directives.js';
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

  it('only ever tightens redaction', () => {
    const actions: RedactAction[] = ['pseudonymise', 'mask', 'block'];
    const redact = fc.option(
      fc.record(
        {
          action: fc.constantFrom(...actions),
          entities: fc.uniqueArray(fc.constantFrom('email', 'card', 'iban')),
        },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    );
    const strength = ({ redact }: Directives) => actions.indexOf(redact?.action ?? 'pseudonymise');
    const covers = ({ redact }: Directives, entity: string) =>
      redact !== undefined && (redact.entities === undefined || redact.entities.includes(entity));
    fc.assert(
      fc.property(redact, redact, (a, b) => {
        const outer: Directives = a ? { redact: a } : {};
        const inner: Directives = b ? { redact: b } : {};
        const merged = mergeDirectives(outer, inner);
        for (const side of [outer, inner]) {
          expect(strength(merged)).toBeGreaterThanOrEqual(strength(side));
          for (const entity of ['email', 'card', 'iban']) {
            if (covers(side, entity)) expect(covers(merged, entity)).toBe(true);
          }
        }
      }),
    );
  });
});
