import type { ApiBodyOptions } from '@nestjs/swagger';
import { string } from './operation-words.js';

const texts = { type: 'object', additionalProperties: string };
const request = { model: 'tier:cheap', messages: [{ role: 'user', content: 'Hello!' }] };

/** The body of `POST /admin/route/explain`. */
export const ROUTE_QUESTION: ApiBodyOptions = {
  schema: {
    oneOf: [
      { $ref: '#/components/schemas/ChatCompletionRequest' },
      {
        type: 'object',
        required: ['request'],
        additionalProperties: false,
        properties: {
          request: { $ref: '#/components/schemas/ChatCompletionRequest' },
          headers: { ...texts, description: 'Headers of the HTTP request' },
          tags: texts,
          user: string,
          key: { ...string, description: 'The id of a key; its tenant and tags hold' },
          tenant: string,
          path: { ...string, default: '/v1/chat/completions' },
          stream: { type: 'boolean', description: 'Default: as in the request' },
        },
      },
    ],
  },
  examples: {
    request: { summary: 'A chat request', value: request },
    question: {
      summary: 'With more about the call',
      value: { request, tags: { team: 'search' }, headers: { 'x-tenant': 'acme' }, user: 'ada' },
    },
  },
};
