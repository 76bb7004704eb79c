import { z } from 'zod';

// The message of every rule is what is legal there, in words: the error that callers see is built from it. Objects are
// not "loose": nobody reads what parsing gives, and to skip unknown fields is cheaper than to copy them.

const text = z.string('a string');
const object = z.custom<object>(isObject, 'an object');

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Checks the kinds that are known by their `type`; kinds that are not pass, as they may be new or the provider's own. */
export function knownTypes(kinds: Readonly<Record<string, z.ZodType>>) {
  const byType = new Map<unknown, z.ZodType>(Object.entries(kinds));
  const anyKind = z.object({ type: text }, 'an object with a "type"');
  return z.unknown().check(({ value, issues }) => {
    const kind = byType.get((value as { type?: unknown } | null)?.type) ?? anyKind;
    for (const issue of kind.safeParse(value).error?.issues ?? []) {
      issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
    }
  });
}

const contentPart = knownTypes({
  text: z.object({ text }),
  image_url: z.object({
    image_url: z.object({ url: text, detail: text.nullish() }, 'an object with a "url"'),
  }),
  refusal: z.object({ refusal: text }),
  input_audio: z.object({
    input_audio: z.object({ data: text, format: text }, 'an object with "data" and "format"'),
  }),
  file: z.object({ file: object }),
});

const content = z.union(
  [text, z.array(contentPart, 'an array of content parts')],
  'a string or an array of content parts',
);

const toolCall = knownTypes({
  function: z.object({
    id: text,
    function: z.object(
      { name: text, arguments: z.string('a string of JSON') },
      'an object with "name" and "arguments"',
    ),
  }),
});

const name = text.nullish();

/** One message of a request. */
export const chatMessage = z.discriminatedUnion(
  'role',
  [
    z.object({ role: z.literal(['system', 'developer', 'user']), content, name }),
    z.object({
      role: z.literal('assistant'),
      content: content.nullish(),
      name,
      refusal: text.nullish(),
      tool_calls: z.array(toolCall, 'an array of tool calls').nullish(),
    }),
    z.object({ role: z.literal('tool'), content, tool_call_id: text }),
  ],
  {
    error: ({ input }) =>
      isObject(input)
        ? 'one of "system", "developer", "user", "assistant", "tool"'
        : 'an object with a "role"',
  },
);
