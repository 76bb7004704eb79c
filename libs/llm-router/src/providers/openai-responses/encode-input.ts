import type { ChatMessage, ContentPart } from '../../contracts/chat-message.js';
import type { WireContent, WireInput } from './wire-types.js';

export const DIALECT = 'openai-responses';

export interface EncodedInput {
  readonly instructions?: string;
  readonly input: readonly WireInput[];
}

/** The conversation as items: what the system says first becomes the instructions. */
export function encodeInput(messages: readonly ChatMessage[], warnings: string[]): EncodedInput {
  const instructions: string[] = [];
  const input: WireInput[] = [];
  for (const message of messages) {
    const isLeading = message.role === 'system' || message.role === 'developer';
    if (isLeading && input.length === 0) instructions.push(plainText(message.content));
    else input.push(...itemsOf(message, warnings));
  }
  if (messages.some((it) => 'name' in it && it.name !== undefined)) {
    warnings.push('messages: names of participants are not sent, since Responses has none.');
  }
  const text = instructions.join('\n\n');
  // The API wants something to answer to.
  if (input.length === 0) {
    return { input: [{ type: 'message', role: 'user', content: text }] };
  }
  return { input, ...(text === '' ? {} : { instructions: text }) };
}

function itemsOf(message: ChatMessage, warnings: string[]): WireInput[] {
  switch (message.role) {
    case 'assistant':
      return assistantItems(message, warnings);
    case 'tool':
      return [
        {
          type: 'function_call_output',
          call_id: message.tool_call_id,
          output: contentOf(message.content, warnings),
        },
      ];
    default:
      return [
        { type: 'message', role: message.role, content: contentOf(message.content, warnings) },
      ];
  }
}

/** Thoughts stand before the words and calls that they led to. */
function assistantItems(
  { content, refusal, tool_calls = [] }: Extract<ChatMessage, { role: 'assistant' }>,
  warnings: string[],
): WireInput[] {
  const thoughts = Array.isArray(content) ? content.flatMap((it) => thoughtOf(it, warnings)) : [];
  const text = plainText(content) + (refusal ?? '');
  return [
    ...thoughts,
    ...(text === '' ? [] : [{ type: 'message', role: 'assistant', content: text } as const]),
    ...tool_calls.map(
      (call) =>
        ({
          type: 'function_call',
          call_id: call.id,
          name: call.function.name,
          arguments: call.function.arguments,
        }) as const,
    ),
  ];
}

function thoughtOf(part: ContentPart, warnings: string[]): WireInput[] {
  if (part.type !== 'reasoning') return [];
  const proof = part.redacted ?? part.signature;
  if (part.signed_by !== undefined && part.signed_by !== DIALECT) return [];
  if (proof === undefined) {
    if (part.signed_by === DIALECT) {
      warnings.push('messages: a thought is left out, since its encrypted form is missing.');
    }
    return [];
  }
  return [
    {
      type: 'reasoning',
      summary: part.text === '' ? [] : [{ type: 'summary_text', text: part.text }],
      encrypted_content: proof,
    },
  ];
}

function contentOf(
  content: string | readonly ContentPart[],
  warnings: string[],
): string | readonly WireContent[] {
  if (typeof content === 'string') return content;
  return content.flatMap((part): WireContent[] => {
    switch (part.type) {
      case 'text':
        return [{ type: 'input_text', text: part.text }];
      case 'refusal':
        return [{ type: 'input_text', text: part.refusal }];
      case 'image_url': {
        const { url, detail = 'auto' } = part.image_url;
        return [{ type: 'input_image', image_url: url, detail }];
      }
      case 'file': {
        const { file_data, file_id, filename } = part.file;
        return [
          {
            type: 'input_file',
            ...(file_data === undefined ? {} : { file_data }),
            ...(file_id === undefined ? {} : { file_id }),
            ...(filename === undefined ? {} : { filename }),
          },
        ];
      }
      case 'reasoning':
        return [];
      default:
        warnings.push(
          `messages: a part of type ${JSON.stringify(part.type)} is left out, since Responses takes none.`,
        );
        return [];
    }
  });
}

function plainText(content: ChatMessage['content']): string {
  if (typeof content === 'string') return content;
  return (content ?? [])
    .map((part) => (part.type === 'text' ? part.text : part.type === 'refusal' ? part.refusal : ''))
    .join('');
}
