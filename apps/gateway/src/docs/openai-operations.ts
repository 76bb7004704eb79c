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
  pathParameter,
  type Schemas,
  security,
  string,
  textOr,
  weatherParameters,
  weatherQuestion,
} from './operation-words.js';

const tags = ['OpenAI-compatible'];
const weather = {
  type: 'function',
  function: {
    name: 'weather',
    parameters: weatherParameters,
  },
};

const chatCompletions: Operation = {
  tags,
  security,
  parameters: [explainParameter],
  summary: 'Chat completion',
  description:
    "OpenAI's Chat Completions. Fields that are not listed pass through to providers of the same dialect. The headers `x-llm-router-*` of the answer tell who served it.",
  requestBody: bodyOf('ChatCompletionRequest', {
    'A tier': { model: 'tier:cheap', messages: [{ role: 'user', content: 'Hello!' }] },
    'A stream': {
      model: 'tier:cheap',
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: 'Tell me a story.' }],
    },
    'A tool': {
      model: 'tier:premium',
      messages: [weatherQuestion],
      tools: [weather],
    },
  }),
  responses: {
    '200': jsonOrEvents('The completion; with `stream: true` its chunks, then `data: [DONE]`'),
    ...failuresIn('Error', CALL_FAILURES),
  },
};

const embeddings: Operation = {
  tags,
  security,
  parameters: [explainParameter],
  summary: 'Embeddings',
  description:
    "OpenAI's Embeddings. A tier is answered by its first model whose provider has embeddings, and never by another model: vectors of two models cannot be compared.",
  requestBody: bodyOf('EmbeddingRequest', {
    'One text': { model: 'openai/text-embedding-3-small', input: 'The engine weaves patterns.' },
    'Several texts, with fewer dimensions': {
      model: 'openai/text-embedding-3-small',
      input: ['The engine weaves patterns.', 'The loom weaves flowers.'],
      dimensions: 256,
    },
  }),
  responses: {
    '200': json('The vectors, in the order of the inputs'),
    ...failuresIn('Error', CALL_FAILURES),
  },
};

const listModels: Operation = {
  tags,
  security,
  summary: 'Models, tiers and aliases that can be asked for',
  responses: { '200': json('The list'), ...failuresIn('Error', [401]) },
};

const oneModel: Operation = {
  ...listModels,
  summary: 'One of them',
  parameters: [pathParameter('id')],
  responses: { '200': json('The model'), ...failuresIn('Error', [401, 404]) },
};

/** The library's own controllers carry no Swagger decorators; this and its neighbours stand for them. */
export const OPENAI_OPERATIONS: OpenAPIObject['paths'] = {
  '/v1/chat/completions': { post: chatCompletions },
  '/v1/embeddings': { post: embeddings },
  '/v1/models': { get: listModels },
  '/v1/models/{id}': { get: oneModel },
};

export const OPENAI_SCHEMAS: Schemas = {
  ChatCompletionRequest: {
    type: 'object',
    required: ['messages'],
    additionalProperties: true,
    properties: {
      model: modelName,
      messages: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['role'],
          properties: {
            role: { ...string, enum: ['system', 'developer', 'user', 'assistant', 'tool'] },
            content: textOr(object),
          },
        },
      },
      stream: boolean,
      stream_options: { ...object, properties: { include_usage: boolean } },
      max_completion_tokens: { ...integer, minimum: 1 },
      temperature: { ...number, minimum: 0, maximum: 2 },
      top_p: { ...number, minimum: 0, maximum: 1 },
      n: { ...integer, minimum: 1, maximum: 128 },
      stop: textOr(string),
      seed: integer,
      tools: { type: 'array', items: object },
      tool_choice: { oneOf: [string, object] },
      response_format: object,
      user: string,
    },
  },
  EmbeddingRequest: {
    type: 'object',
    required: ['input'],
    additionalProperties: true,
    properties: {
      model: modelName,
      input: {
        ...textOr({ oneOf: [string, integer, { type: 'array', items: integer }] }),
        description: 'A text, several, or their tokens',
      },
      encoding_format: { ...string, enum: ['float', 'base64'] },
      dimensions: { ...integer, minimum: 1 },
      user: string,
    },
  },
  Error: {
    type: 'object',
    properties: {
      error: {
        type: 'object',
        properties: {
          message: string,
          type: string,
          param: { ...string, nullable: true },
          code: { ...string, nullable: true },
        },
      },
    },
  },
};
