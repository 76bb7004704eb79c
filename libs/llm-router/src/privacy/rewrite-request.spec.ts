import type { ChatRequest } from '../contracts/chat-request.js';
import { rewriteRequest } from './rewrite-request.js';

const secret = 'SECRET';
const schema = {
  type: 'object',
  description: secret,
  properties: {
    description: { type: 'string', description: secret, enum: ['SECRET-stays'] },
    list: { items: [{ description: secret }] },
  },
};
const request: ChatRequest = {
  model: 'SECRET-stays',
  messages: [
    { role: 'system', content: secret, name: secret },
    {
      role: 'user',
      content: [
        { type: 'text', text: secret },
        { type: 'image_url', image_url: { url: 'SECRET-stays' } },
        { type: 'file', file: { file_data: 'SECRET-stays', filename: secret } },
      ],
    },
    {
      role: 'assistant',
      content: [{ type: 'refusal', refusal: secret }],
      refusal: secret,
      reasoning_content: secret,
      tool_calls: [
        {
          id: 'SECRET-stays',
          type: 'function',
          function: { name: 'SECRET-stays', arguments: '{"a":"SECRET"}' },
        },
      ],
    },
    { role: 'tool', content: secret, tool_call_id: 'SECRET-stays' },
  ],
  tools: [
    {
      type: 'function',
      function: { name: 'SECRET-stays', description: secret, parameters: schema },
    },
  ],
  response_format: {
    type: 'json_schema',
    json_schema: { name: 'SECRET-stays', description: secret, schema },
  },
  stop: [secret],
  user: secret,
  metadata: { key: secret },
  prompt: 'SECRET-stays',
};

it('reaches every text that a provider reads, and nothing that it looks up', () => {
  const before = JSON.stringify(request);
  const rewritten = rewriteRequest(request, (text) => text.replace(/SECRET/g, '*'));
  expect(JSON.stringify(rewritten)).toBe(before.replace(/SECRET(?!-stays)/g, '*'));
  expect(JSON.stringify(request)).toBe(before);
});

it('gives back the same object where nothing changes', () => {
  expect(rewriteRequest(request, (text) => text)).toBe(request);
});

it('passes over values of unexpected types', () => {
  const odd = {
    messages: [null, 1, { role: 'user', content: { text: 1 } }],
    stop: [1],
    tools: 'x',
  };
  expect(rewriteRequest(odd as unknown as ChatRequest, () => '*')).toBe(odd);
});
