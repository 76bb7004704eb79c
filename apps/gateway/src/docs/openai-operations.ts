import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;

const security = [{ bearer: [] }];
const tags = ['OpenAI-compatible'];

function json(description: string, schema: object = { type: 'object' }) {
  return { description, content: { 'application/json': { schema } } };
}

const failure = json("A failure, in the body that OpenAI's clients understand", {
  $ref: '#/components/schemas/Error',
});

const failures = Object.fromEntries(
  ['400', '401', '404', '413', '429', '503'].map((status) => [status, failure]),
);

const chatCompletions: Operation = {
  tags,
  security,
  summary: 'Chat completion',
  description:
    "OpenAI's Chat Completions. Fields that are not listed pass through to providers of the same dialect. The headers `x-llm-router-*` of the answer tell who served it.",
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/ChatCompletionRequest' },
        examples: {
          tier: {
            summary: 'A tier',
            value: { model: 'tier:cheap', messages: [{ role: 'user', content: 'Hello!' }] },
          },
          stream: {
            summary: 'A stream',
            value: {
              model: 'tier:cheap',
              stream: true,
              stream_options: { include_usage: true },
              messages: [{ role: 'user', content: 'Tell me a story.' }],
            },
          },
          tools: {
            summary: 'A tool',
            value: {
              model: 'tier:premium',
              messages: [{ role: 'user', content: 'What is the weather in Oslo?' }],
              tools: [
                {
                  type: 'function',
                  function: {
                    name: 'weather',
                    parameters: {
                      type: 'object',
                      required: ['city'],
                      properties: { city: { type: 'string' } },
                    },
                  },
                },
              ],
            },
          },
        },
      },
    },
  },
  responses: {
    '200': {
      description: 'The completion; with `stream: true` its chunks, then `data: [DONE]`',
      content: {
        'application/json': { schema: { type: 'object' } },
        'text/event-stream': { schema: { type: 'string' } },
      },
    },
    ...failures,
  },
};

const listModels: Operation = {
  tags,
  security,
  summary: 'Models, tiers and aliases that can be asked for',
  responses: { '200': json('The list'), '401': failure },
};

const oneModel: Operation = {
  ...listModels,
  summary: 'One of them',
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
  responses: { '200': json('The model'), '401': failure, '404': failure },
};

/** The library's own controllers carry no Swagger decorators; this stands for them. */
export const OPENAI_OPERATIONS: OpenAPIObject['paths'] = {
  '/v1/chat/completions': { post: chatCompletions },
  '/v1/models': { get: listModels },
  '/v1/models/{id}': { get: oneModel },
};

const string = { type: 'string' };
const number = { type: 'number' };
const integer = { type: 'integer' };
const boolean = { type: 'boolean' };
const object = { type: 'object' };

export const OPENAI_SCHEMAS: NonNullable<OpenAPIObject['components']>['schemas'] = {
  ChatCompletionRequest: {
    type: 'object',
    required: ['messages'],
    additionalProperties: true,
    properties: {
      model: { ...string, description: '`provider/model`, `tier:<name>` or an alias' },
      messages: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['role'],
          properties: {
            role: { ...string, enum: ['system', 'developer', 'user', 'assistant', 'tool'] },
            content: { oneOf: [string, { type: 'array', items: object }] },
          },
        },
      },
      stream: boolean,
      stream_options: { ...object, properties: { include_usage: boolean } },
      max_completion_tokens: { ...integer, minimum: 1 },
      temperature: { ...number, minimum: 0, maximum: 2 },
      top_p: { ...number, minimum: 0, maximum: 1 },
      n: { ...integer, minimum: 1, maximum: 128 },
      stop: { oneOf: [string, { type: 'array', items: string }] },
      seed: integer,
      tools: { type: 'array', items: object },
      tool_choice: { oneOf: [string, object] },
      response_format: object,
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
