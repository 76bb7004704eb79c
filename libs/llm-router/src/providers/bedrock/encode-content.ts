import type { ContentPart } from '../../contracts/chat-message.js';
import { embeddedData } from '../data-url.js';
import { objectOf } from '../json-value.js';
import type { BedrockTraits } from './model-traits.js';
import type { WireBlock, WireCachePoint, WireSource } from './wire-types.js';

/** `DocumentBlock.format` by media type. */
const DOCUMENTS: ReadonlyMap<string, string> = new Map([
  ['application/pdf', 'pdf'],
  ['text/csv', 'csv'],
  ['text/html', 'html'],
  ['text/markdown', 'md'],
  ['text/plain', 'txt'],
  ['application/msword', 'doc'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['application/vnd.ms-excel', 'xls'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
]);

/** Content as blocks. Blank texts are left out, since the API refuses them; a mark for the cache is a block behind. */
export function encodeContent(
  content: string | readonly ContentPart[] | null | undefined,
  traits: BedrockTraits,
  warnings: string[],
): WireBlock[] {
  if (content === null || content === undefined) return [];
  if (typeof content === 'string') return content.trim() === '' ? [] : [{ text: content }];
  return content.flatMap((part) => {
    const block = encodePart(part, traits, warnings);
    return block === undefined ? [] : [block, ...cachePointOf(part, traits)];
  });
}

/** Anthropic's own mark for prompt caching, as Converse says it. */
export function cachePointOf(carrier: object, traits: BedrockTraits): WireCachePoint[] {
  const { type, ttl } = objectOf((carrier as { cache_control?: unknown }).cache_control);
  if (type !== 'ephemeral' || !traits.cacheMarks) return [];
  return [{ cachePoint: { type: 'default', ...(ttl === '5m' || ttl === '1h' ? { ttl } : {}) } }];
}

function encodePart(
  part: ContentPart,
  traits: BedrockTraits,
  warnings: string[],
): WireBlock | undefined {
  switch (part.type) {
    case 'text':
      return part.text.trim() === '' ? undefined : { text: part.text };
    case 'refusal':
      return part.refusal.trim() === '' ? undefined : { text: part.refusal };
    case 'reasoning':
      return encodeReasoning(part, traits);
    case 'image_url': {
      const image = imageOf(part.image_url.url);
      if (image !== undefined) return image;
      warnings.push('messages: an image is left out, since Bedrock takes data or s3:// addresses.');
      return undefined;
    }
    case 'file': {
      const document = documentOf(part.file.file_data ?? '', part.file.filename);
      if (document !== undefined) return document;
    }
  }
  warnings.push(
    `messages: a part of type ${JSON.stringify(part.type)} is left out, since Bedrock takes none.`,
  );
  return undefined;
}

/** Only what this model's vendor signed is sent back. */
function encodeReasoning(
  part: Extract<ContentPart, { type: 'reasoning' }>,
  traits: BedrockTraits,
): WireBlock | undefined {
  const { text, signature, redacted, signed_by: signer = traits.signer } = part;
  if (signer !== traits.signer) return undefined;
  if (redacted !== undefined) return { reasoningContent: { redactedContent: redacted } };
  return signature === undefined
    ? undefined
    : { reasoningContent: { reasoningText: { text, signature } } };
}

function imageOf(url: string): WireBlock | undefined {
  const embedded = embeddedData(url);
  const mediaType = embedded?.mediaType ?? `image/${/\.(\w+)$/.exec(url)?.[1] ?? ''}`;
  const format = /^image\/(png|jpeg|jpg|gif|webp)$/.exec(mediaType)?.[1];
  const source = sourceOf(url, embedded?.data);
  if (format === undefined || source === undefined) return undefined;
  return { image: { format: format === 'jpg' ? 'jpeg' : format, source } };
}

function documentOf(url: string, filename = 'document'): WireBlock | undefined {
  const embedded = embeddedData(url);
  const extension = /\.(\w+)$/.exec(url)?.[1] ?? '';
  const format = embedded === undefined ? extension : DOCUMENTS.get(embedded.mediaType);
  const source = sourceOf(url, embedded?.data);
  if (format === undefined || source === undefined) return undefined;
  return { document: { format, name: documentName(filename), source } };
}

function sourceOf(url: string, data: string | undefined): WireSource | undefined {
  if (data !== undefined) return { bytes: data };
  return url.startsWith('s3://') ? { s3Location: { uri: url } } : undefined;
}

/** `DocumentBlock.name`: letters, digits, single spaces, hyphens, parentheses and brackets. */
function documentName(filename: string): string {
  const name = filename
    .replace(/[^\w\s()[\]-]|_/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
  return name === '' ? 'document' : name;
}
