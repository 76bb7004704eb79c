import { nearNames } from './near-names.js';

const known = ['openai/gpt-4.1', 'openai/gpt-4.1-mini', 'anthropic/claude-haiku-4-5', 'tier:cheap'];

describe('nearNames', () => {
  it('finds a name with a typing mistake', () => {
    expect(nearNames('tier:cheep', known)).toContain('tier:cheap');
    expect(nearNames('anthropic/claude-haiku-45', known)).toContain('anthropic/claude-haiku-4-5');
  });

  it('finds a model by its name without the provider', () => {
    expect(nearNames('gpt-4.1', known)[0]).toBe('openai/gpt-4.1');
  });

  it('says nothing rather than something far away', () => {
    expect(nearNames('zzzzzz', known)).toEqual([]);
  });

  it('stays quick for an enormous name', () => {
    expect(nearNames('x'.repeat(1_000_000), known)).toEqual([]);
  });
});
