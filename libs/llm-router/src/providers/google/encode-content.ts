import type { ContentPart } from '../../contracts/chat-message.js';
import { embeddedData } from '../data-url.js';
import type { WirePart } from './wire-types.js';

/** The dialect that signs Google's thoughts. */
export const DIALECT = 'google-gemini';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  pdf: 'application/pdf',
  mp4: 'video/mp4',
};

/** Content as parts. Empty texts are left out. */
export function encodeContent(
  content: string | readonly ContentPart[] | null | undefined,
  warnings: string[],
): WirePart[] {
  if (content === null || content === undefined || content === '') return [];
  if (typeof content === 'string') return [{ text: content }];
  return content.map((part) => encodePart(part, warnings)).filter((it) => it !== undefined);
}

function encodePart(part: ContentPart, warnings: string[]): WirePart | undefined {
  switch (part.type) {
    case 'text':
      return part.text === '' ? undefined : { text: part.text };
    case 'refusal':
      return part.refusal === '' ? undefined : { text: part.refusal };
    case 'image_url':
      return mediaOf(part.image_url.url);
    case 'input_audio':
      return {
        inlineData: { mimeType: `audio/${part.input_audio.format}`, data: part.input_audio.data },
      };
    case 'file': {
      const address = part.file.file_data ?? part.file.file_id;
      if (address === undefined) break;
      return mediaOf(address);
    }
    case 'reasoning':
      return encodeReasoning(part);
  }
  warnings.push(
    `messages: a part of type ${JSON.stringify(part.type)} is left out, since Google takes none.`,
  );
  return undefined;
}

/** Only what Google signed is sent back. A signature without a text came behind the last text of its turn. */
function encodeReasoning(part: Extract<ContentPart, { type: 'reasoning' }>): WirePart | undefined {
  const { text, signature, signed_by: signer = DIALECT } = part;
  if (signature === undefined || signer !== DIALECT) return undefined;
  return { text, ...(text === '' ? {} : { thought: true }), thoughtSignature: signature };
}

/** Data, or an address: of Google's Files API, or a public one that Google fetches. */
function mediaOf(url: string): WirePart {
  const embedded = embeddedData(url);
  if (embedded !== undefined) {
    return { inlineData: { mimeType: embedded.mediaType, data: embedded.data } };
  }
  const extension = /\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? '';
  const mimeType = MEDIA_TYPES[extension];
  return { fileData: { ...(mimeType === undefined ? {} : { mimeType }), fileUri: url } };
}
