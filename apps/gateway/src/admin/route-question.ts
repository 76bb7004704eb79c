import {
  type CallOptions,
  type ChatRequest,
  InvalidRequestError,
  parseChatCompletion,
} from 'nestjs-llm-router';
import { z } from 'zod';

const DOOR = 'http:chat-completions';
const PATH = '/v1/chat/completions';

const text = z.string('a text that is not empty').min(1, 'a text that is not empty');
const texts = z.record(z.string(), text, 'an object of texts by name');
const fields = z.strictObject({
  request: z.unknown(),
  headers: texts.optional(),
  tags: texts.optional(),
  user: text.optional(),
  key: text.optional(),
  tenant: text.optional(),
  path: text.optional(),
  stream: z.boolean('true or false').optional(),
});

/** The part of a configured key that decides with. */
export interface KnownKey {
  readonly id: string;
  readonly tenant?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A request that nobody makes, and who would make it. */
export interface RouteQuestion {
  readonly request: ChatRequest;
  readonly options: CallOptions;
}

/**
 * Reads what `POST /admin/route/explain` is sent: a chat request, or one under `request` with more about the call. A
 * key's own tenant and tags hold as they would in a call. Throws an `InvalidRequestError` that names the field and what
 * is legal.
 */
export function readRouteQuestion(body: unknown, keys: readonly KnownKey[]): RouteQuestion {
  const { request, stream, ...about } = isWrapped(body) ? read(body) : { request: body };
  const asked = parseChatCompletion(request);
  return {
    request: stream === undefined ? asked : { ...asked, stream },
    options: optionsOf(about, keys),
  };
}

type About = Partial<Omit<z.output<typeof fields>, 'request' | 'stream'>>;

function optionsOf(about: About, keys: readonly KnownKey[]): CallOptions {
  const { headers = {}, path = PATH, user, key } = about;
  const holder = key === undefined ? undefined : holderOf(key, keys);
  const tenant = about.tenant ?? holder?.tenant;
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    origin: { path, headers: Object.fromEntries(lowerCase) as Record<string, string> },
    caller: {
      door: DOOR,
      ...(key === undefined ? {} : { keyId: key }),
      ...(tenant === undefined ? {} : { tenant }),
      ...(user === undefined ? {} : { user }),
    },
    route: { tags: { ...about.tags, ...holder?.tags } },
  };
}

/** Where no keys are configured, any name will do. */
function holderOf(id: string, keys: readonly KnownKey[]): KnownKey | undefined {
  const holder = keys.find((it) => it.id === id);
  if (holder === undefined && keys.length > 0) {
    throw new InvalidRequestError(
      `key: no key is called ${JSON.stringify(id.slice(0, 100))}. Legal: ${keys.map((it) => it.id).join(', ')}.`,
      'key',
    );
  }
  return holder;
}

function isWrapped(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'request' in body;
}

function read(body: unknown): z.output<typeof fields> {
  const { data, error } = fields.safeParse(body);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    const legal = Object.keys(fields.shape).join(', ');
    throw new InvalidRequestError(
      `There is no field ${JSON.stringify(name)} beside \`request\`. Legal: ${legal}.`,
      name,
    );
  }
  const place = issue?.path.join('.') ?? '';
  throw new InvalidRequestError(`${place} must be ${issue?.message ?? 'legal'}.`, place);
}
