import type { PromptClassifier } from '../contracts/prompt-classifier.js';
import { exchange, ids, routing } from './routing.fixture.js';
import { decided, directory, rungs, withTier } from './small-world.fixture.js';

describe('a rule', () => {
  const rule = (then: object, when: object = {}) => ({
    options: { routing: { rules: [{ name: 'night', when, then }] } },
  });

  it('wins over what was asked for, and keeps the limits of the call', () => {
    const call = exchange('big', { fallback: ['other'], only: ['a', 'd'], strategy: 'as-written' });
    const { plan, decision } = decided(
      rule({ model: 'small', strategy: 'backwards', only: ['d', 'e'], tags: { by: 'rule' } }),
      call,
    );
    expect(decision).toMatchObject({
      asked: 'big',
      model: 'small',
      rule: 'night',
      strategy: 'backwards',
    });
    expect(rungs(plan)).toEqual(['first e/small', 'first d/small', 'fallback c/other']);
    expect(plan!.route).toMatchObject({ only: ['d'], fallback: ['other'], tags: { by: 'rule' } });
  });

  it('wins over a suffix with its strategy, and lets it be without', () => {
    const strategyOf = (then: object) =>
      decided(rule(then), exchange('big:floor')).decision.strategy;
    expect(strategyOf({ strategy: 'backwards' })).toBe('backwards');
    expect(strategyOf({ priority: 'low' })).toBe('cheapest');
    expect(strategyOf({ model: 'small' })).toBe('balanced');
  });

  it('may name a tier', () => {
    const world = { ...rule({ tier: 'smart' }), directory: withTier({ smaller: ['d/small'] }) };
    const { plan, decision } = decided(world, exchange('other'));
    expect(decision.model).toBe('tier:smart');
    expect(rungs(plan)).toEqual(['first a/big', 'first b/big', 'smaller d/small']);
  });

  it('shows filters and strategies what it says', () => {
    const seen: unknown[] = [];
    const filter = {
      id: 'spy',
      reject: (_: unknown, it: { route: object; tags: object; model: string }) => {
        seen.push([it.model, it.tags, it.route]);
        return undefined;
      },
    };
    const call = exchange('big', {}, { tags: { team: 'x' } });
    decided({ ...rule({ model: 'other', tags: { by: 'rule' } }), filters: [filter] }, call);
    expect(seen).toEqual([
      ['other', { team: 'x', by: 'rule' }, expect.objectContaining({ model: 'other' })],
    ]);
  });
});

describe('a classifier', () => {
  const rules = [{ name: 'code', when: { task: 'code' }, then: { model: 'small' } }];
  const options = { routing: { rules } };
  const classifier = (classify: PromptClassifier['classify']) => ({
    options,
    classifiers: [{ id: 'local', classify }],
  });
  const code = { classifier: 'local', task: 'code' };

  it('is asked where a rule needs it, and recorded', () => {
    const { decision } = decided(
      classifier(() => code),
      exchange('big'),
    );
    expect(decision).toMatchObject({ rule: 'code', model: 'small', task: code });
  });

  it('may take its time', async () => {
    const stage = routing({ directory, ...classifier(() => Promise.resolve(code)) });
    const plan = stage.plan(exchange('big'));
    expect(plan).toBeInstanceOf(Promise);
    expect(ids((await plan).targets)).toEqual(['d/small', 'e/small']);
    await expect(Promise.resolve(stage.plan(exchange('none')))).resolves.toBeDefined();
  });

  it('is not asked where no rule needs it', () => {
    const classify = jest.fn(() => code);
    decided({ classifiers: [{ id: 'local', classify }] }, exchange('big'));
    expect(classify).not.toHaveBeenCalled();
  });
});
