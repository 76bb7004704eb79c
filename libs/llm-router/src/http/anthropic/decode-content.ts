import type { ContentPart } from '../../contracts/chat-message.js';
import type { DocumentBlock, ImageBlock, TextBlock } from './wire-types.js';

type Block = TextBlock | ImageBlock | DocumentBlock;

/** A content in our words: a text alone stays one, for providers that take nothing else. */
export function decodeContent(content: string | readonly Block[]): string | ContentPart[] {
  if (typeof content === 'string') return content;
  return plainText(content.flatMap(decodeBlock));
}

/** Parts as a plain text where one part is all there is and nothing else is said of it. */
export function plainText(parts: ContentPart[]): string | ContentPart[] {
  const [only, ...others] = parts;
  return others.length === 0 && only?.type === 'text' && Object.keys(only).length === 2
    ? only.text
    : parts;
}

export function decodeBlock(block: Block): ContentPart[] {
  const marks = block.cache_control ? { cache_control: block.cache_control } : {};
  switch (block.type) {
    case 'text':
      return [{ type: 'text', text: block.text, ...marks }];
    case 'image':
      return [{ type: 'image_url', image_url: { url: urlOf(block.source) }, ...marks }];
    case 'document':
      return decodeDocument(block, marks);
  }
}

function decodeDocument({ source, title }: DocumentBlock, marks: object): ContentPart[] {
  switch (source.type) {
    case 'text':
      return [{ type: 'text', text: title ? `${title}\n\n${source.data}` : source.data, ...marks }];
    case 'content':
      return typeof source.content === 'string'
        ? [{ type: 'text', text: source.content, ...marks }]
        : source.content.flatMap(decodeBlock);
    default:
      return [
        {
          type: 'file',
          file: { file_data: urlOf(source), ...(title ? { filename: title } : {}) },
          ...marks,
        },
      ];
  }
}

function urlOf(source: ImageBlock['source']): string {
  return source.type === 'url' ? source.url : `data:${source.media_type};base64,${source.data}`;
}
