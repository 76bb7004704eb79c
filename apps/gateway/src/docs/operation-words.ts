import type { OpenAPIObject } from '@nestjs/swagger';

export type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;
export type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** Name of the security scheme for keys in the header `x-api-key`. */
export const X_API_KEY = 'x-api-key';

/** What every operation under `/v1` accepts as a credential. */
export const security: Record<string, string[]>[] = [{ bearer: [] }, { [X_API_KEY]: [] }];

export const string = { type: 'string' };
export const number = { type: 'number' };
export const integer = { type: 'integer' };
export const boolean = { type: 'boolean' };
export const object = { type: 'object' };
export const textOr = (items: object) => ({ oneOf: [string, { type: 'array', items }] });
export const modelName = { ...string, description: '`provider/model`, `tier:<name>` or an alias' };

export function json(description: string, schema: object = object) {
  return { description, content: { 'application/json': { schema } } };
}

/** A body of the named schema, with examples by their titles. */
export function bodyOf(schema: string, examples: Readonly<Record<string, object>>) {
  const shown = Object.entries(examples).map(
    ([summary, value]) => [summary, { summary, value }] as const,
  );
  return {
    required: true,
    content: {
      'application/json': {
        schema: { $ref: `#/components/schemas/${schema}` },
        examples: Object.fromEntries<{ summary: string; value: object }>(shown),
      },
    },
  };
}

/** An answer that is JSON, or events where `stream: true` was asked for. */
export function jsonOrEvents(description: string) {
  return {
    description,
    content: { 'application/json': { schema: object }, 'text/event-stream': { schema: string } },
  };
}

/** Answers of failures, all in one schema. */
export function failuresIn(schema: string, statuses: readonly number[]) {
  const failure = json('A failure, in the body that the clients of this API understand', {
    $ref: `#/components/schemas/${schema}`,
  });
  return Object.fromEntries(statuses.map((status) => [String(status), failure]));
}

/** Statuses of the failures that a call of a model may end with. */
export const CALL_FAILURES = [400, 401, 404, 409, 413, 429, 503];

/** A question for a tool, in the examples, and what the tool takes. */
export const weatherQuestion = { role: 'user', content: 'What is the weather in Oslo?' };
export const weatherParameters = {
  type: 'object',
  required: ['city'],
  properties: { city: { type: 'string' } },
};

/** Asks for the decision record in the answer. */
export const explainParameter = {
  name: 'x-llm-router-explain',
  in: 'header' as const,
  required: false,
  description:
    '`true`: the answer has a field `llm_router` that says why the call went where it went; a stream has it in its last event.',
  schema: { type: 'boolean', default: false },
};

export const pathParameter = (name: string) => ({
  name,
  in: 'path' as const,
  required: true,
  schema: string,
});
