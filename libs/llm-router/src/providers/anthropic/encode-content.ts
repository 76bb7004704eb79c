import type { ContentPart } from '../../contracts/chat-message.js';
import { embeddedData } from '../data-url.js';
import { objectOf } from '../json-value.js';
import type { CacheControl, WireBlock, WireSource } from './wire-types.js';

/** The dialect that signs Claude's thoughts, wherever it is served. */
export const DIALECT = 'anthropic-messages';

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
    case 'file': {
      const { file_data: data, filename } = part.file;
      if (data === undefined) break;
      return {
        type: 'document',
        source: documentOf(data),
        ...(filename === undefined ? {} : { title: filename }),
        ...cache,
      };
    }
    case 'reasoning':
      return encodeReasoning(part);
  }
  warnings.push(
    `messages: a part of type ${JSON.stringify(part.type)} is left out, since Anthropic takes none.`,
  );
  return undefined;
}

/** Only what a Claude signed is sent back. */
function encodeReasoning(part: Extract<ContentPart, { type: 'reasoning' }>): WireBlock | undefined {
  const { text, signature, redacted, signed_by: signer = DIALECT } = part;
  if (signer !== DIALECT) return undefined;
  if (redacted !== undefined) return { type: 'redacted_thinking', data: redacted };
  return signature === undefined ? undefined : { type: 'thinking', thinking: text, signature };
}

function sourceOf(url: string): WireSource {
  const embedded = embeddedData(url);
  return embedded === undefined
    ? { type: 'url', url }
    : { type: 'base64', media_type: embedded.mediaType, data: embedded.data };
}

/** Base64 is for PDF; texts are sent as such. */
function documentOf(url: string): WireSource {
  const source = sourceOf(url);
  if (source.type !== 'base64' || !source.media_type.startsWith('text/')) return source;
  return {
    type: 'text',
    media_type: 'text/plain',
    data: Buffer.from(source.data, 'base64').toString('utf8'),
  };
}

/** Anthropic's own mark for prompt caching, which callers put on parts and tools. */
export function cacheControlOf(carrier: object): { cache_control?: CacheControl } {
  const control = objectOf((carrier as { cache_control?: unknown }).cache_control);
  return control.type === 'ephemeral' ? { cache_control: control as unknown as CacheControl } : {};
}
