import type { MessageContent } from '@langchain/core/messages';
import type { ContentPart } from '../contracts/chat-message.js';

/** Blocks that stand for what travels in other fields of the message. */
const ELSEWHERE = new Set(['tool_use', 'tool_call', 'tool_call_chunk', 'reasoning', 'thinking']);
const AUDIO_FORMATS: Readonly<Record<string, string>> = { mpeg: 'mp3', 'x-wav': 'wav' };

const DEFAULT_TYPES = {
  image: 'image/png',
  audio: 'audio/wav',
  file: 'application/octet-stream',
} as const;

/** LangChain's content: its standard blocks, those of earlier versions, and OpenAI's own, which go on as they are. */
export function encodeContent(content: MessageContent): string | ContentPart[] {
  if (typeof content === 'string') return content;
  return content
    .filter(({ type }) => !ELSEWHERE.has(type))
    .map((block) => contentPart(block as Readonly<Record<string, unknown>>));
}

function contentPart(block: Readonly<Record<string, unknown>>): ContentPart {
  const { type, image_url: image } = block;
  if (type === 'image_url' && typeof image === 'string') {
    return { type, image_url: { url: image } };
  }
  const source = sourceOf(block);
  if (source === undefined) return block as unknown as ContentPart;
  if (type === 'image') return { type: 'image_url', image_url: { url: urlOf(source) } };
  if (type === 'audio' && 'data' in source) {
    const subtype = source.mimeType.split('/')[1] ?? 'wav';
    const format = AUDIO_FORMATS[subtype] ?? subtype;
    return { type: 'input_audio', input_audio: { data: source.data, format } };
  }
  return { type: 'file', file: { file_data: urlOf(source) } };
}

type Source = { url: string } | { data: string; mimeType: string };

/** Of `image`, `audio` and `file` blocks: `mimeType` since LangChain 1, `mime_type` before. */
function sourceOf(block: Readonly<Record<string, unknown>>): Source | undefined {
  const { type, url, data, mimeType, mime_type: formerMimeType } = block;
  if (type !== 'image' && type !== 'audio' && type !== 'file') return undefined;
  if (typeof url === 'string') return { url };
  const base64 = data instanceof Uint8Array ? Buffer.from(data).toString('base64') : data;
  if (typeof base64 !== 'string') return undefined;
  const known = mimeType ?? formerMimeType;
  return { data: base64, mimeType: typeof known === 'string' ? known : DEFAULT_TYPES[type] };
}

function urlOf(source: Source): string {
  return 'url' in source ? source.url : `data:${source.mimeType};base64,${source.data}`;
}
