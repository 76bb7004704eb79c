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

const create: Operation = {
  tags,
  security,
  parameters: [explainParameter],
  summary: 'Response',
  description:
    "OpenAI's Responses, with every provider. What was answered is kept for `responses.retention`, unless `store: false`, so that `previous_response_id` goes on from it.",
  requestBody: bodyOf('ResponseRequest', {
    'A tier': { model: 'tier:cheap', input: 'Hello!' },
    'The next turn': {
      model: 'tier:cheap',
      input: 'And in French?',
      previous_response_id: 'resp_01J9Z3W8Q4V6T2K7M5N1P0R8SX',
    },
    'A stream': { model: 'tier:cheap', input: 'Tell me a story.', stream: true, store: false },
    'A tool': {
      model: 'tier:premium',
      input: [weatherQuestion],
      tools: [{ type: 'function', name: 'weather', parameters: weatherParameters }],
    },
  }),
  responses: {
    '200': jsonOrEvents('The response; with `stream: true` its events'),
    ...failuresIn('Error', CALL_FAILURES),
  },
};

const retrieve: Operation = {
  tags,
  security,
  summary: 'A stored response, to whom it was given',
  parameters: [pathParameter('id')],
  responses: { '200': json('The response'), ...failuresIn('Error', [401, 404]) },
};

const remove: Operation = {
  ...retrieve,
  summary: 'Deletes a stored response',
  responses: { '200': json('It is deleted'), ...failuresIn('Error', [401, 404]) },
};

export const RESPONSES_OPERATIONS: OpenAPIObject['paths'] = {
  '/v1/responses': { post: create },
  '/v1/responses/{id}': { get: retrieve, delete: remove },
};

export const RESPONSES_SCHEMAS: Schemas = {
  ResponseRequest: {
    type: 'object',
    required: ['input'],
    additionalProperties: true,
    properties: {
      model: modelName,
      input: textOr(object),
      instructions: string,
      previous_response_id: string,
      store: { ...boolean, default: true },
      stream: boolean,
      max_output_tokens: { ...integer, minimum: 1 },
      temperature: { ...number, minimum: 0, maximum: 2 },
      top_p: { ...number, minimum: 0, maximum: 1 },
      tools: { type: 'array', items: object },
      tool_choice: { oneOf: [string, object] },
      parallel_tool_calls: boolean,
      reasoning: { ...object, properties: { effort: string, summary: string } },
      text: { ...object, properties: { format: object, verbosity: string } },
      metadata: { ...object, additionalProperties: string },
    },
  },
};
