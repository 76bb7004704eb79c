import type { ChatMessage, ToolCall } from '../../contracts/chat-message.js';
import { isObject, parseJson } from '../json-value.js';
import { ContentEncoder, optionsOf } from './encode-content.js';
import type {
  ByVendor,
  PromptMessage,
  SpecificationVersion,
  ToolCallPart,
  ToolResultPart,
} from './language-model.js';
import { DIALECT } from './signature.js';

/** The conversation as a prompt of the model's version. */
export function encodePrompt(
  messages: readonly ChatMessage[],
  version: SpecificationVersion,
  warnings: string[],
): PromptMessage[] {
  const content = new ContentEncoder(version, warnings);
  const toolNames = new Map<string, string>();
  const prompt: PromptMessage[] = [];
  for (const message of messages) {
    switch (message.role) {
      case 'system':
      case 'developer':
        prompt.push({
          role: 'system',
          content: content.text(message.content, message.role),
          ...optionsOf(message),
        });
        break;
      case 'user':
        prompt.push({
          role: 'user',
          content: content.user(message.content),
          ...optionsOf(message),
        });
        break;
      case 'assistant': {
        const calls = message.tool_calls ?? [];
        for (const call of calls) toolNames.set(call.id, call.function.name);
        prompt.push({
          role: 'assistant',
          content: [
            ...content.assistant(message.content),
            ...content.assistant(message.refusal),
            ...calls.map(toolCallPart),
          ],
        });
        break;
      }
      case 'tool':
        appendResult(prompt, {
          type: 'tool-result',
          toolCallId: message.tool_call_id,
          toolName: toolNames.get(message.tool_call_id) ?? '',
          output: { type: 'text', value: content.text(message.content, 'tool') },
        });
    }
  }
  return prompt;
}

/** Results of calls that were made together stand together. */
function appendResult(prompt: PromptMessage[], result: ToolResultPart): void {
  const last = prompt.at(-1);
  if (last?.role === 'tool') {
    prompt[prompt.length - 1] = { ...last, content: [...last.content, result] };
  } else {
    prompt.push({ role: 'tool', content: [result] });
  }
}

/** Models may write what is no JSON; it goes back as the text that it is. */
function toolCallPart(call: ToolCall): ToolCallPart {
  const { name, arguments: text } = call.function;
  const providerOptions = call.extra_content?.[DIALECT];
  return {
    type: 'tool-call',
    toolCallId: call.id,
    toolName: name,
    input: text.trim() === '' ? {} : (parseJson(text) ?? text),
    ...(isObject(providerOptions) ? { providerOptions: providerOptions as ByVendor } : {}),
  };
}
