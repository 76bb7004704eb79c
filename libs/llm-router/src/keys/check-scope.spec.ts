import { InvalidRequestError } from '../contracts/errors/request-errors.js';
import { checkedScope } from './check-scope.js';

function refusal(scope: unknown): InvalidRequestError {
  try {
    checkedScope(scope);
  } catch (error) {
    return error as InvalidRequestError;
  }
  throw new Error('It was taken.');
}

it('takes every field, drops what is null, and shares nothing with what it was given', () => {
  const models = ['tier:cheap', 'openai/*'];
  const scope = {
    models,
    providers: ['openai'],
    regions: ['eu'],
    dataCollection: 'deny',
    zeroRetention: true,
    maxPrice: { prompt: 1, completion: null },
    requestsPerMinute: 60,
    tokensPerMinute: 10_000,
    budget: { usd: '12.50', window: 'month' },
    tags: { team: 'search' },
    tenant: 'acme',
    team: null,
    user: 'u',
    rights: ['ledger:read', 'keys:*', '*'],
  };
  const { team: _, ...rest } = scope;
  const checked = checkedScope(scope);
  expect(checked).toEqual({ ...rest, maxPrice: { prompt: 1 } });
  models.push('more');
  expect(checked.models).toHaveLength(2);
});

it.each<[unknown, string, string]>([
  [null, 'scope', 'an object'],
  [{ modles: [] }, 'scope.modles', 'Did you mean models?'],
  [{ models: [] }, 'scope.models', 'left out, nothing is limited'],
  [{ models: ['ok', '\u0000'] }, 'scope.models[1]', 'without control characters'],
  [{ models: ['\ud800'] }, 'scope.models[0]', 'without control characters'],
  [{ providers: Array(201).fill('a') }, 'scope.providers', 'a list of 1 to 200'],
  [{ requestsPerMinute: 0 }, 'scope.requestsPerMinute', 'a whole number from 1'],
  [{ tokensPerMinute: 1.5 }, 'scope.tokensPerMinute', 'a whole number from 1'],
  [{ budget: { usd: 12.5, window: 'day' } }, 'scope.budget.usd', 'a decimal text'],
  [{ budget: { usd: '-1', window: 'day' } }, 'scope.budget.usd', 'a decimal text'],
  [{ budget: { usd: '1' } }, 'scope.budget.window', 'missing'],
  [{ budget: { usd: '1', window: 'year' } }, 'scope.budget.window', '"month"'],
  [{ maxPrice: { prompt: -1 } }, 'scope.maxPrice.prompt', 'US dollars'],
  [{ dataCollection: 'no' }, 'scope.dataCollection', '"allow" or "deny"'],
  [{ rights: ['Ledger'] }, 'scope.rights[0]', '<area>:<action>'],
  [{ tags: { team: '' } }, 'scope.tags.team', 'a text of 1 to 200'],
])('refuses %j', (scope, param, words) => {
  const error = refusal(scope);
  expect([error.code, error.param]).toEqual(['invalid_request', param]);
  expect(error.message).toContain(words);
});
