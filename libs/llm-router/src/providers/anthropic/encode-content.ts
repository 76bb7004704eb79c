import type { ContentPart } from '../../contracts/chat-message.js';
import { objectOf } from '../json-value.js';
import type { CacheControl, WireBlock, WireSource } from './wire-types.js';

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w.+-]+=[^;,]*)*;base64,/i;

/** Content as blocks. Empty texts are left out, since the API refuses them. */
export function encodeContent(
  content: string | readonly ContentPart[] | null | undefined,
  warnings: string[],
): WireBlock[] {
  if (content === null || content === undefined || content === '') return [];
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content.map((part) => encodePart(part, warnings)).filter((it) => it !== undefined);
}

function encodePart(part: ContentPart, warnings: string[]): WireBlock | undefined {
  const cache = cacheControlOf(part);
  switch (part.type) {
    case 'text':
      return part.text === '' ? undefined : { type: 'text', text: part.text, ...cache };
    case 'refusal':
      return part.refusal === '' ? undefined : { type: 'text', text: part.refusal };
    case 'image_url':
      return { type: 'image', source: sourceOf(part.image_url.url), ...cache };
    case 'file':
      if (part.file.file_data === undefined) break;
      return { type: 'document', source: sourceOf(part.file.file_data), ...cache };
  }
  warnings.push(
    `messages: a part of type ${JSON.stringify(part.type)} is left out, since Anthropic takes none.`,
  );
  return undefined;
}

function sourceOf(url: string): WireSource {
  const [prefix, mediaType] = DATA_URL.exec(url) ?? [];
  if (prefix === undefined || mediaType === undefined) return { type: 'url', url };
  return { type: 'base64', media_type: mediaType.toLowerCase(), data: url.slice(prefix.length) };
}

/** Anthropic's own mark for prompt caching, which callers put on parts. */
function cacheControlOf(part: ContentPart): { cache_control?: CacheControl } {
  const control = objectOf((part as { cache_control?: unknown }).cache_control);
  return control.type === 'ephemeral' ? { cache_control: control as unknown as CacheControl } : {};
}
