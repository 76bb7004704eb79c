import type { ContentPart } from '../../contracts/chat-message.js';
import { embeddedData } from '../data-url.js';
import type {
  ByVendor,
  FileData,
  FilePart,
  ReasoningPart,
  SpecificationVersion,
  TextPart,
} from './language-model.js';
import { DIALECT, metadataOf } from './signature.js';

const AUDIO_TYPES: Readonly<Record<string, string>> = { mp3: 'audio/mpeg', wav: 'audio/wav' };

/** The content of one message, for the model's version of the specification; what it has nothing for is a warning. */
export class ContentEncoder {
  constructor(
    private readonly version: SpecificationVersion,
    private readonly warnings: string[],
  ) {}

  /** Parts that a user may send. */
  user(content: string | readonly ContentPart[]): (TextPart | FilePart)[] {
    return this.assistant(content).filter((it) => it.type !== 'reasoning');
  }

  /** Parts that a model may have written. */
  assistant(
    content: string | readonly ContentPart[] | null | undefined,
  ): (TextPart | FilePart | ReasoningPart)[] {
    if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
    return (content ?? []).map((it) => this.part(it)).filter((it) => it !== undefined);
  }

  /** The text of a message whose role can have nothing else. */
  text(content: string | readonly ContentPart[], role: string): string {
    if (typeof content === 'string') return content;
    if (content.some((it) => it.type !== 'text')) {
      this.warnings.push(`messages: of a ${role} message only the text is sent.`);
    }
    return content.map((it) => (it.type === 'text' ? it.text : '')).join('');
  }

  private part(part: ContentPart): TextPart | FilePart | ReasoningPart | undefined {
    const options = optionsOf(part);
    switch (part.type) {
      case 'text':
        return { type: 'text', text: part.text, ...options };
      case 'refusal':
        return { type: 'text', text: part.refusal };
      case 'reasoning':
        return reasoningPart(part);
      case 'image_url': {
        const data = this.fileData(part.image_url.url, 'image/*');
        return data && { type: 'file', ...data, ...options };
      }
      case 'input_audio': {
        const { data, format } = part.input_audio;
        const mediaType = AUDIO_TYPES[format] ?? `audio/${format}`;
        return { type: 'file', mediaType, data: this.base64(data), ...options };
      }
      case 'file': {
        const { file_data: url, filename } = part.file;
        const data = url === undefined ? undefined : this.fileData(url, 'application/octet-stream');
        if (data) return { type: 'file', ...data, ...(filename ? { filename } : {}), ...options };
      }
    }
    this.warnings.push(
      `messages: a content part of type ${JSON.stringify(String((part as ContentPart).type).slice(0, 60))} cannot be sent in this form.`,
    );
    return undefined;
  }

  private fileData(
    url: string,
    unknownType: string,
  ): { mediaType: string; data: FileData } | undefined {
    const embedded = embeddedData(url);
    if (embedded !== undefined) {
      return { mediaType: embedded.mediaType, data: this.base64(embedded.data) };
    }
    if (!URL.canParse(url)) return undefined;
    const address = new URL(url);
    return {
      mediaType: unknownType,
      data: this.version === 'v4' ? { type: 'url', url: address } : address,
    };
  }

  private base64(data: string): FileData {
    return this.version === 'v4' ? { type: 'data', data } : data;
  }
}

function reasoningPart({
  text,
  signature,
  signed_by: signedBy = DIALECT,
}: Extract<ContentPart, { type: 'reasoning' }>): ReasoningPart | undefined {
  const providerOptions =
    signature === undefined || signedBy !== DIALECT ? undefined : metadataOf(signature);
  return providerOptions && { type: 'reasoning', text, providerOptions };
}

/** Anthropic's marker for its prompt cache, in the words of its AI SDK provider. */
export function optionsOf(marked: object): { providerOptions?: ByVendor } {
  const { cache_control: cacheControl } = marked as { cache_control?: unknown };
  return cacheControl === undefined ? {} : { providerOptions: { anthropic: { cacheControl } } };
}
