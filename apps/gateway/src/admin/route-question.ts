import {
  callerOfKey,
  type CallOptions,
  type ChatRequest,
  InvalidRequestError,
  mergeRoute,
  parseChatCompletion,
  type RequestCaller,
} from 'nestjs-llm-router';
import { z } from 'zod';
import type { KeySettings } from '../config/key-schema.js';
import { seedsOf } from '../keys/seeds-of.js';
import { readInput } from './read-input.js';

const DOOR = 'http:chat-completions';
const PATH = '/v1/chat/completions';

const text = z.string('a text that is not empty').min(1, 'a text that is not empty');
const texts = z.record(z.string(), text, 'an object of texts by name');
const labels = z.union([text, z.array(text)], 'a text, or a list of texts');
const fields = z.strictObject({
  request: z.unknown(),
  headers: texts.optional(),
  tags: texts.optional(),
  user: text.optional(),
  key: text.optional(),
  tenant: text.optional(),
  path: text.optional(),
  stream: z.boolean('true or false').optional(),
  sensitivity: labels.optional(),
  purpose: labels.optional(),
  entities: z.array(text, 'a list of texts').optional(),
});

/** A request that nobody makes, and who would make it. */
export interface RouteQuestion {
  readonly request: ChatRequest;
  readonly options: CallOptions;
}

/**
 * Reads what `POST /admin/route/explain` is sent: a chat request, or one under `request` with more about the call. All that
 * a key may and may not do holds as it would in a call; `sensitivity` and `purpose` are what the headers would say. Throws
 * an `InvalidRequestError` that names the field and what is legal.
 */
export function readRouteQuestion(body: unknown, keys: readonly KeySettings[]): RouteQuestion {
  const { request, stream, ...about } = isWrapped(body)
    ? readInput(fields, body)
    : { request: body };
  const asked = parseChatCompletion(request);
  return {
    request: stream === undefined ? asked : { ...asked, stream },
    options: optionsOf(about, keys),
  };
}

type About = Partial<Omit<z.output<typeof fields>, 'request' | 'stream'>>;

function optionsOf(about: About, keys: readonly KeySettings[]): CallOptions {
  const { headers = {}, path = PATH, user, key, tenant, sensitivity, purpose, entities } = about;
  const { tags, route, ...holder } = key === undefined ? {} : callerOf(key, keys);
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const said = {
    tags: { ...about.tags, ...tags },
    sensitivityFloor: sensitivity,
    purpose,
  };
  return {
    origin: {
      path,
      headers: Object.fromEntries(lowerCase) as Record<string, string>,
    },
    entities,
    caller: {
      ...holder,
      door: DOOR,
      ...(tenant === undefined ? {} : { tenant }),
      ...(user === undefined ? {} : { user }),
    },
    route: mergeRoute(route, said),
  };
}

/** What the calls of a configured key are made with. Where no keys are configured, any name will do. */
export function callerOf(id: string, keys: readonly KeySettings[]): RequestCaller {
  const seed = seedsOf(keys).find((it) => it.id === id);
  if (seed !== undefined) return callerOfKey(id, seed.scope ?? {});
  if (keys.length === 0) return { keyId: id };
  throw new InvalidRequestError(
    `key: no key is called ${JSON.stringify(id.slice(0, 100))}. Legal: ${keys.map((it) => it.id).join(', ')}.`,
    'key',
  );
}

function isWrapped(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'request' in body;
}
