import type { ChatRequest } from '../contracts/chat-request.js';
import { each, either, object, type Rewrite, rewriteFields, text } from './rewrite-fields.js';
import { rewriteJson } from './rewrite-json.js';

/**
 * Applies `rewrite` to every text of the request that a provider would read: messages, calls and results of tools, what
 * tools and schemas say of themselves, file names, stop sequences and the end user's id and metadata. Media, names of
 * tools and unlisted fields stay. The same object where nothing changes.
 */
export function rewriteRequest(request: ChatRequest, rewrite: Rewrite): ChatRequest {
  const plain = text(rewrite);
  const json = text((value) => rewriteJson(value, rewrite));
  const schema = (value: unknown): unknown => rewriteDescriptions(value, rewrite);
  const called = object((value) => rewriteFields(value, { arguments: json }));
  const declared = object((value) =>
    rewriteFields(value, { description: plain, parameters: schema, schema }),
  );
  const part = object((value) =>
    rewriteFields(value, {
      text: plain,
      refusal: plain,
      file: object((file) => rewriteFields(file, { filename: plain })),
    }),
  );
  const message = object((value) =>
    rewriteFields(value, {
      content: either(plain, each(part)),
      name: plain,
      refusal: plain,
      reasoning: plain,
      reasoning_content: plain,
      tool_calls: each(object((call) => rewriteFields(call, { function: called }))),
      function_call: called,
    }),
  );
  return rewriteFields(request, {
    messages: each(message),
    tools: each(object((tool) => rewriteFields(tool, { function: declared }))),
    functions: each(declared),
    response_format: object((format) => rewriteFields(format, { json_schema: declared })),
    stop: either(plain, each(plain)),
    user: plain,
    metadata: object((metadata) =>
      rewriteFields(metadata, Object.fromEntries(Object.keys(metadata).map((it) => [it, plain]))),
    ),
  });
}

/** Every `description` of a JSON Schema, at any depth. */
function rewriteDescriptions(schema: unknown, rewrite: Rewrite): unknown {
  const inner = (value: unknown): unknown => rewriteDescriptions(value, rewrite);
  return either(
    each(inner),
    object((value) =>
      rewriteFields(value, {
        ...Object.fromEntries(Object.keys(value).map((it) => [it, inner])),
        description: either(text(rewrite), inner),
      }),
    ),
  )(schema);
}
