import { traitsOf } from './model-traits.js';

describe('traitsOf', () => {
  it.each([
    ['claude-3-haiku-20240307', true, 'none', false],
    ['claude-3-5-sonnet-20241022', true, 'none', false],
    ['claude-3-7-sonnet-latest', true, 'budget', false],
    ['claude-sonnet-4-20250514', true, 'budget', false],
    ['claude-opus-4-1-20250805', true, 'budget', false],
    ['claude-haiku-4-5', true, 'budget', true],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', true, 'budget', true],
    ['claude-opus-4-6', true, 'effort', true],
    ['claude-opus-4.7', false, 'effort', true],
    ['claude-sonnet-5', false, 'effort', true],
    ['claude-haiku-5-5', false, 'effort', true],
    ['claude-mythos-preview', false, 'effort', true],
    ['kimi-k2', true, 'budget', false],
  ])('reads %s', (model, sampling, thinking, jsonSchema) => {
    expect(traitsOf(model)).toEqual({ sampling, thinking, jsonSchema });
  });
});
