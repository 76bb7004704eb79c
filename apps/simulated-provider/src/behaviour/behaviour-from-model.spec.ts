import { behaviourFromModel } from './behaviour-from-model.js';

describe('behaviourFromModel', () => {
  it.each([
    ['sim-fast', {}],
    ['gpt-4o-mini', {}],
    ['fault-status-500', { status: 500 }],
    ['fault-status-429-retry-after-2', { status: 429, retryAfter: 2 }],
    ['fault-status-999', { error: 'model-not-found' }],
    ['fault-cut-3', { cutAfterParts: 3 }],
    ['fault-overload-in-stream', { overloadInStream: true }],
    ['fault-overload-in-stream-0', { overloadInStream: 0 }],
    ['sim-fast+fault-slow-drip-50:parts-100', { dripMs: 50, parts: 100 }],
    ['openai/tokens-10-20', { promptTokens: 10, completionTokens: 20 }],
  ])('%s', (model, behaviour) => {
    expect(behaviourFromModel(model)).toEqual(behaviour);
  });
});
