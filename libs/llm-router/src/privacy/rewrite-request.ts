import type { ChatRequest } from '../contracts/chat-request.js';
import type { Rewrite } from './rewrite.js';
import { allFields, each } from './rewrite-fields.js';
import { rewriteLeaves } from './rewrite-leaves.js';
import { rewriteSchema } from './rewrite-schema.js';

/** Where a call goes and how it is answered: words of the router's and of vendors' own. */
const SETTINGS: ReadonlySet<string> = new Set([
  ...['model', 'models', 'tier', 'provider', 'tool_choice', 'reasoning_effort', 'service_tier'],
  ...['stream', 'stream_options', 'modalities', 'audio', 'thinking', 'verbosity'],
]);
const OF_MESSAGES: ReadonlySet<string> = new Set(['role', 'tool_call_id']);
const OF_PARTS: ReadonlySet<string> = new Set([
  ...['type', 'image_url', 'input_audio', 'signature', 'signed_by', 'redacted', 'cache_control'],
]);
const OF_FILES: ReadonlySet<string> = new Set(['file_data', 'file_id']);
const OF_CALLS: ReadonlySet<string> = new Set(['id', 'type', 'index', 'extra_content']);
const OF_TOOLS: ReadonlySet<string> = new Set(['type', 'name', 'cache_control']);
const OF_FUNCTIONS: ReadonlySet<string> = new Set(['name']);

/**
 * Applies `rewrite` to every text of the request that a provider would read, in fields that are known and in others:
 * messages, calls and results of tools, what tools and schemas say of themselves, file names, stop sequences, a predicted
 * answer, the end user's id and metadata. Texts that are JSON stay JSON. Media, ids, signatures, names of tools and of fields
 * stay. The same object where nothing changes.
 */
export function rewriteRequest(request: ChatRequest, rewrite: Rewrite): ChatRequest {
  const leaf = rewriteLeaves(rewrite);
  const schema = rewriteSchema(rewrite);
  const fields = (...of: Parameters<typeof allFields>) => objectsBy(allFields(...of), leaf);
  const part = fields(leaf, { file: fields(leaf, {}, OF_FILES) }, OF_PARTS);
  const called = fields(leaf, {}, OF_FUNCTIONS);
  const call = fields(called, {}, OF_CALLS);
  const content = (value: unknown): unknown =>
    Array.isArray(value) ? each(part)(value) : leaf(value);
  const message = fields(
    leaf,
    { content, tool_calls: each(call), function_call: called },
    OF_MESSAGES,
  );
  const declared = fields(leaf, { parameters: schema, schema }, OF_FUNCTIONS);
  const tool = fields(declared, {}, OF_TOOLS);
  const all = fields(
    leaf,
    {
      messages: each(message),
      tools: each(tool),
      functions: each(declared),
      response_format: tool,
    },
    SETTINGS,
  );
  return all(request) as ChatRequest;
}

type Rewriter = (value: unknown, name?: string) => unknown;

function objectsBy(rewriteObject: Rewriter, others: Rewriter): Rewriter {
  return (value, name) =>
    typeof value === 'object' && !Array.isArray(value) ? rewriteObject(value) : others(value, name);
}
