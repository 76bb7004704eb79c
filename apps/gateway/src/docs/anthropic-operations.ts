import type { OpenAPIObject } from '@nestjs/swagger';
import {
  bodyOf,
  boolean,
  CALL_FAILURES,
  explainParameter,
  failuresIn,
  integer,
  json,
  jsonOrEvents,
  modelName,
  number,
  object,
  type Operation,
  type Schemas,
  security,
  string,
  textOr,
  weatherParameters,
  weatherQuestion,
} from './operation-words.js';

const tags = ['Anthropic-compatible'];
const hello = [{ role: 'user', content: 'Hello!' }];
const weather = { name: 'weather', input_schema: weatherParameters };

const createMessage: Operation = {
  tags,
  security,
  parameters: [explainParameter],
  summary: 'Message',
  description:
    "Anthropic's Messages, with every provider. The headers `x-llm-router-*` of the answer tell who served it.",
  requestBody: bodyOf('MessageRequest', {
    'A tier': { model: 'tier:cheap', max_tokens: 256, messages: hello },
    'A stream': { model: 'tier:cheap', max_tokens: 256, stream: true, messages: hello },
    'A tool': {
      model: 'tier:premium',
      max_tokens: 1_024,
      messages: [weatherQuestion],
      tools: [weather],
    },
  }),
  responses: {
    '200': jsonOrEvents('The message; with `stream: true` its events'),
    ...failuresIn('AnthropicError', [...CALL_FAILURES, 529]),
  },
};

const countTokens: Operation = {
  tags,
  security,
  summary: 'Input tokens of a message',
  description: 'An estimate, as the header `x-llm-router-token-count` says: no provider is asked.',
  requestBody: bodyOf('CountTokensRequest', {
    'A message': { model: 'tier:cheap', messages: hello },
    'With a tool': { model: 'tier:cheap', messages: hello, tools: [weather] },
  }),
  responses: {
    '200': json('How many', { type: 'object', properties: { input_tokens: integer } }),
    ...failuresIn('AnthropicError', [400, 401, 413, 429]),
  },
};

export const ANTHROPIC_OPERATIONS: OpenAPIObject['paths'] = {
  '/v1/messages': { post: createMessage },
  '/v1/messages/count_tokens': { post: countTokens },
};

const prompt = {
  model: modelName,
  messages: {
    type: 'array',
    minItems: 1,
    items: {
      type: 'object',
      required: ['role', 'content'],
      properties: {
        role: { ...string, enum: ['user', 'assistant', 'system'] },
        content: textOr(object),
      },
    },
  },
  system: textOr(object),
  tools: { type: 'array', items: object },
  tool_choice: object,
  thinking: object,
};

export const ANTHROPIC_SCHEMAS: Schemas = {
  MessageRequest: {
    type: 'object',
    required: ['max_tokens', 'messages'],
    additionalProperties: true,
    properties: {
      ...prompt,
      max_tokens: { ...integer, minimum: 1 },
      stream: boolean,
      temperature: { ...number, minimum: 0, maximum: 1 },
      top_p: { ...number, minimum: 0, maximum: 1 },
      top_k: { ...integer, minimum: 0 },
      stop_sequences: { type: 'array', items: string },
      metadata: { ...object, properties: { user_id: string } },
    },
  },
  CountTokensRequest: {
    type: 'object',
    required: ['messages'],
    additionalProperties: true,
    properties: prompt,
  },
  AnthropicError: {
    type: 'object',
    required: ['type', 'error', 'request_id'],
    properties: {
      type: { ...string, enum: ['error'] },
      error: {
        type: 'object',
        required: ['type', 'message'],
        properties: { type: string, message: string },
      },
      request_id: {
        ...string,
        nullable: true,
        description: "The call's row in the ledger; null where no call began",
      },
    },
  },
};
