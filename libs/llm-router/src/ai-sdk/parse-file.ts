import type { ContentPart } from '../contracts/chat-message.js';
import type { FileData, FilePart } from './language-model-call.js';
import { cacheMarker } from './own-options.js';

const AUDIO_FORMATS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
};

/** A file as a content part; undefined for a reference to what one vendor keeps. */
export function parseFile(part: FilePart): ContentPart | undefined {
  const { mediaType, filename } = part;
  const marker = cacheMarker(part.providerOptions);
  const data = contentOf(part.data);
  if (data === undefined) return undefined;
  if ('text' in data) return { type: 'text', text: data.text, ...marker };
  if (/^image(\/|$)/.test(mediaType)) {
    // `image` and `image/*` name no type that a data URL could have.
    const type = /^image\/[\w.+-]+$/.test(mediaType) ? mediaType : 'image/png';
    return { type: 'image_url', image_url: { url: urlOf(data, type) }, ...marker };
  }
  const format = AUDIO_FORMATS[mediaType];
  if (format !== undefined && 'base64' in data) {
    return { type: 'input_audio', input_audio: { data: data.base64, format }, ...marker };
  }
  const file = { file_data: urlOf(data, mediaType), ...(filename ? { filename } : {}) };
  return { type: 'file', file, ...marker };
}

type Content = { base64: string } | { url: string } | { text: string };

function contentOf(data: FileData): Content | undefined {
  if (typeof data === 'string') return { base64: data };
  if (data instanceof Uint8Array) return { base64: Buffer.from(data).toString('base64') };
  if (data instanceof URL) return { url: data.href };
  switch (data.type) {
    case 'data':
      return contentOf(data.data);
    case 'url':
      return { url: data.url.href };
    case 'text':
      return { text: data.text };
    default:
      return undefined;
  }
}

function urlOf(data: { base64: string } | { url: string }, mediaType: string): string {
  return 'url' in data ? data.url : `data:${mediaType};base64,${data.base64}`;
}
