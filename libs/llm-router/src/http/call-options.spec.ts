import { setLlmCaller } from '../contracts/caller-of-request.js';
import { callOptionsOf, type PlatformRequest } from './call-options.js';

const { signal } = new AbortController();
const headers = { 'x-plan': 'free', 'set-cookie': ['a', 'b'] };
const optionsOf = (request: Partial<PlatformRequest>) =>
  callOptionsOf({ headers, ...request }, 'http:x', signal);

it.each([
  [{ url: '/v1/messages?beta=true' }, '/v1/messages'],
  [{ url: '/messages', originalUrl: '/api/v1/messages' }, '/api/v1/messages'],
  [{ originalUrl: '/v1/messages?' }, '/v1/messages'],
  [{}, ''],
])('%j was asked for at %s', (request, path) => {
  expect(optionsOf(request).origin).toEqual({ path, headers });
});

it('hands headers on as they are, without a copy', () => {
  expect(optionsOf({ url: '/' }).origin?.headers).toBe(headers);
});

it("takes the caller from the guard, and tags from both, the guard's winning", () => {
  const request = { headers: { 'x-llm-router-tags': 'team=a,feature=b' } };
  setLlmCaller(request, { keyId: 'ci', tags: { team: 'search' } });
  expect(callOptionsOf(request, 'http:x', signal)).toMatchObject({
    signal,
    caller: { keyId: 'ci', door: 'http:x' },
    route: { tags: { team: 'search', feature: 'b' } },
  });
});

it("makes the caller's own limits the outermost directive, and hands on its other facts", () => {
  const request = { headers: { 'x-llm-router-tags': 'feature=b' } };
  const limits = { requestsPerMinute: 5 };
  setLlmCaller(request, { keyId: 'ci', route: { only: ['openai'] }, allowedModels: ['*'], limits });
  expect(callOptionsOf(request, 'http:x', signal)).toMatchObject({
    caller: { keyId: 'ci', door: 'http:x', allowedModels: ['*'], limits },
    route: { only: ['openai'], tags: { feature: 'b' } },
  });
  setLlmCaller(request, { route: { regions: ['eu'] } });
  const { caller, route } = callOptionsOf(request, 'http:x', signal);
  expect(caller).toEqual({ door: 'http:x' });
  expect(route?.regions).toEqual(['eu']);
});
