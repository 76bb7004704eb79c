import type { ChatMessage, ContentPart, ToolCall } from '../../contracts/chat-message.js';
import { openThought } from './thoughts.js';
import type { InputItem, InputPart, ReasoningItem } from './wire-types.js';

type AssistantDraft = { role: 'assistant'; content: ContentPart[]; calls: ToolCall[] };

/** Items as messages. What the model wrote in a row, thoughts and calls included, is one message of it. */
export function decodeInput(input: string | readonly InputItem[]): ChatMessage[] {
  if (typeof input === 'string') return [{ role: 'user', content: input }];
  const messages: (ChatMessage | AssistantDraft)[] = [];
  const assistant = (): AssistantDraft => {
    const last = messages.at(-1);
    if (last !== undefined && 'calls' in last) return last as AssistantDraft;
    const draft: AssistantDraft = { role: 'assistant', content: [], calls: [] };
    messages.push(draft);
    return draft;
  };
  for (const item of input) {
    switch (item.type) {
      case 'reasoning':
        assistant().content.push(...decodeThought(item));
        break;
      case 'function_call':
        assistant().calls.push({
          id: item.call_id,
          type: 'function',
          function: { name: item.name, arguments: item.arguments },
          ...(item.extra_content === undefined ? {} : { extra_content: item.extra_content }),
        });
        break;
      case 'function_call_output':
        messages.push({
          role: 'tool',
          tool_call_id: item.call_id,
          content: decodeContent(item.output),
        });
        break;
      default:
        if (item.role === 'assistant') assistant().content.push(...partsOf(item.content));
        else messages.push({ role: item.role, content: decodeContent(item.content) });
    }
  }
  return messages.map((it) => ('calls' in it ? assistantMessage(it as AssistantDraft) : it));
}

/** A message of the model's; a text alone stays one. */
export function assistantMessage({ content, calls }: Omit<AssistantDraft, 'role'>): ChatMessage {
  return {
    role: 'assistant',
    content: content.length === 0 ? null : plainText(content),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

function decodeThought({ summary, encrypted_content: sealed }: ReasoningItem): ContentPart[] {
  const thought = sealed ? openThought(sealed) : undefined;
  if (thought !== undefined) return [thought];
  const text = (summary ?? []).map((it) => it.text).join('\n\n');
  return text === '' ? [] : [{ type: 'reasoning', text }];
}

function decodeContent(content: string | readonly InputPart[]): string | ContentPart[] {
  return typeof content === 'string' ? content : plainText(content.map(decodePart));
}

function partsOf(content: string | readonly InputPart[]): ContentPart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content.map(decodePart);
}

function plainText(parts: ContentPart[]): string | ContentPart[] {
  const [only, ...others] = parts;
  return others.length === 0 && only?.type === 'text' ? only.text : parts;
}

function decodePart(part: InputPart): ContentPart {
  switch (part.type) {
    case 'input_image':
      return {
        type: 'image_url',
        image_url: { url: part.image_url, ...(part.detail ? { detail: part.detail } : {}) },
      };
    case 'input_file': {
      const data = part.file_data ?? part.file_url;
      return {
        type: 'file',
        file: {
          ...(data ? { file_data: data } : {}),
          ...(part.file_id ? { file_id: part.file_id } : {}),
          ...(part.filename ? { filename: part.filename } : {}),
        },
      };
    }
    case 'refusal':
      return { type: 'refusal', refusal: part.refusal };
    default:
      return { type: 'text', text: part.text };
  }
}
