import type { Rewrite } from './rewrite.js';
import { allFields, each, either } from './rewrite-fields.js';
import { rewriteText } from './rewrite-json.js';

/** What is looked up or given back to who made it, and is no text, wherever it stands. */
const LOOKED_UP: ReadonlySet<string> = new Set([
  ...['type', 'role', 'id', 'tool_call_id', 'call_id', 'file_id'],
  ...['signature', 'signed_by', 'encrypted_content', 'cache_control'],
]);
/** Names that say nothing of what is in the text. */
const GENERAL: ReadonlySet<string> = new Set([
  ...['text', 'content', 'refusal', 'reasoning', 'reasoning_content', 'description', 'title'],
  ...['arguments', 'input', 'output', 'name', 'filename', 'stop', 'user'],
]);
const LONG = 4_096;

/**
 * Every string at any depth of a value of which nothing is known, but for ids, signatures and media. Texts that are JSON stay
 * JSON.
 */
export function rewriteLeaves(
  rewrite: Rewrite,
  kept: ReadonlySet<string> = LOOKED_UP,
): (value: unknown, name?: string) => unknown {
  const inner = (value: unknown, name?: string): unknown => {
    if (typeof value === 'string') {
      const telling = name !== undefined && !GENERAL.has(name) ? name : undefined;
      if (telling !== undefined && isMedia(value)) return value;
      return rewriteText(value, rewrite, telling);
    }
    return either(
      each((it) => inner(it, name)),
      allFields(inner, {}, kept),
    )(value);
  };
  return inner;
}

/** Bytes as text: Base64 without a blank, long or in a data URL. */
function isMedia(text: string): boolean {
  return (
    /^(?:data:[\w.+/-]{0,100};base64,)?[\w+/=-]+$/i.test(text) &&
    (text.length >= LONG || text.startsWith('data:'))
  );
}
