import type { SimulatedProvider } from '../simulated-provider.js';

type Headers = Readonly<Record<string, string>>;

export async function post(
  provider: SimulatedProvider,
  path: string,
  body: unknown,
  init: { headers?: Headers; signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(provider.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...init.headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(init.signal && { signal: init.signal }),
  });
}

export const chatBody = (model: string, content = 'hello', more: object = {}) => ({
  model,
  messages: [{ role: 'user', content }],
  ...more,
});

export const messageBody = (model: string, content = 'hello', more: object = {}) => ({
  ...chatBody(model, content),
  max_tokens: 1024,
  ...more,
});

export const ANTHROPIC_HEADERS = { 'anthropic-version': '2023-06-01', 'x-api-key': 'key' };

export const postChat = (provider: SimulatedProvider, model: string, more: object = {}) =>
  post(provider, '/v1/chat/completions', chatBody(model, 'hello', more));

export const postMessage = (provider: SimulatedProvider, model: string, more: object = {}) =>
  post(provider, '/v1/messages', messageBody(model, 'hello', more), { headers: ANTHROPIC_HEADERS });
