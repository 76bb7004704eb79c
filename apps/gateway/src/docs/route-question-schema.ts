import type { ApiBodyOptions } from '@nestjs/swagger';
import { string } from './operation-words.js';

const texts = { type: 'object', additionalProperties: string };
const request = {
  model: 'tier:cheap',
  messages: [{ role: 'user', content: 'Hello!' }],
};

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
          key: {
            ...string,
            description: 'The id of a key; what it may and may not do holds',
          },
          tenant: string,
          path: { ...string, default: '/v1/chat/completions' },
          sensitivity: {
            ...string,
            description: 'As the header x-llm-router-sensitivity: the least class of the data',
          },
          purpose: {
            ...string,
            description: 'As the header x-llm-router-purpose',
          },
          entities: {
            type: 'array',
            items: string,
            description: 'Kinds of sensitive text in the prompt, beside those that are found',
          },
          stream: {
            type: 'boolean',
            description: 'Default: as in the request',
          },
        },
      },
    ],
  },
  examples: {
    request: { summary: 'A chat request', value: request },
    question: {
      summary: 'With more about the call',
      value: {
        request,
        tags: { team: 'search' },
        headers: { 'x-tenant': 'acme' },
        user: 'ada',
      },
    },
  },
};
