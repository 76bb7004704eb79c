import type { ChatMessage, ContentPart, ToolCall } from '../contracts/chat-message.js';
import type { PromptMessage, PromptPart, ToolOutput } from './language-model-call.js';
import { cacheMarker, ownOptions } from './own-options.js';
import { parseFile } from './parse-file.js';

/** The AI SDK's prompt as messages; each result of a tool is one of its own. */
export function parsePrompt(prompt: readonly PromptMessage[], warnings: string[]): ChatMessage[] {
  return prompt.flatMap((message): ChatMessage[] => {
    const { role, content } = message;
    const marker = cacheMarker(message.providerOptions);
    const list: readonly PromptPart[] =
      typeof content === 'string' ? [{ type: 'text', text: content }] : content;
    if (role === 'tool') return toolMessages(list, marker);
    if (role === 'assistant') return [{ ...assistantMessage(list, warnings), ...marker }];
    return [{ role, content: contentOf(list, warnings), ...marker }];
  });
}

function assistantMessage(
  list: readonly PromptPart[],
  warnings: string[],
): Extract<ChatMessage, { role: 'assistant' }> {
  // What a vendor carried out by itself has no form that another one knows.
  const calls = list
    .filter((it) => it.type === 'tool-call')
    .filter(({ providerExecuted }) => !providerExecuted);
  const spoken = list.filter(({ type }) => type !== 'tool-call' && type !== 'tool-result');
  const content = contentOf(spoken, warnings);
  return {
    role: 'assistant',
    content: content.length === 0 && calls.length > 0 ? null : content,
    ...(calls.length === 0 ? {} : { tool_calls: calls.map(toolCall) }),
  };
}

function toolCall(part: Extract<PromptPart, { type: 'tool-call' }>): ToolCall {
  const { toolCallId: id, toolName: name, input } = part;
  const text = typeof input === 'string' ? input : JSON.stringify(input ?? {});
  const { extraContent } = ownOptions(part.providerOptions);
  return {
    id,
    type: 'function',
    function: { name, arguments: text },
    ...(typeof extraContent === 'string'
      ? { extra_content: JSON.parse(extraContent) as Record<string, unknown> }
      : {}),
  };
}

function toolMessages(list: readonly PromptPart[], marker: object): ChatMessage[] {
  return list
    .filter((it) => it.type === 'tool-result')
    .map(({ toolCallId, output }) => ({
      role: 'tool',
      tool_call_id: toolCallId,
      content: outputText(output),
      ...marker,
    }));
}

function outputText(output: ToolOutput): string {
  switch (output.type) {
    case 'text':
    case 'error-text':
      return output.value;
    case 'json':
    case 'error-json':
      return JSON.stringify(output.value);
    case 'execution-denied':
      return output.reason ?? 'The execution of this tool was denied.';
    case 'content':
      return output.value.every((it) => it.type === 'text')
        ? output.value.map((it) => (it as { text?: string }).text ?? '').join('\n')
        : JSON.stringify(output.value);
  }
}

/** A plain text where that says the same. */
function contentOf(list: readonly PromptPart[], warnings: string[]): string | ContentPart[] {
  const parts = list
    .map((part) => contentPart(part, warnings))
    .filter((part) => part !== undefined);
  const [only] = parts;
  if (only === undefined) return '';
  return parts.length === 1 && only.type === 'text' && Object.keys(only).length === 2
    ? only.text
    : parts;
}

function contentPart(part: PromptPart, warnings: string[]): ContentPart | undefined {
  if (part.type === 'text') {
    return { type: 'text', text: part.text, ...cacheMarker(part.providerOptions) };
  }
  if (part.type === 'reasoning') {
    const { signature, signedBy, redacted } = ownOptions(part.providerOptions);
    return {
      type: 'reasoning',
      text: part.text,
      ...(typeof signature === 'string' ? { signature } : {}),
      ...(typeof signedBy === 'string' ? { signed_by: signedBy } : {}),
      ...(typeof redacted === 'string' ? { redacted } : {}),
    };
  }
  const content = part.type === 'file' ? parseFile(part) : undefined;
  if (content === undefined) {
    warnings.push(`A part of type ${part.type} is not sent: only one vendor would know it.`);
  }
  return content;
}
