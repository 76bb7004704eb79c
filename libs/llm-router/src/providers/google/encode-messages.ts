import type { ChatMessage, ToolCall } from '../../contracts/chat-message.js';
import { isObject, objectOf, parseJson, textOf } from '../json-value.js';
import { toolArguments } from '../tool-arguments.js';
import { encodeContent } from './encode-content.js';
import type { ModelTraits } from './model-traits.js';
import type { WireContent, WirePart } from './wire-types.js';

export interface EncodedMessages {
  readonly system: WirePart[];
  readonly contents: WireContent[];
}

/** Google's own word ("Thought signatures", FAQ) for a call that another model made, or whose signature is lost. */
const NO_SIGNATURE = 'skip_thought_signature_validator';

/** The conversation as a system instruction and alternating turns. */
export function encodeMessages(
  messages: readonly ChatMessage[],
  traits: ModelTraits,
  warnings: string[],
): EncodedMessages {
  const system: WirePart[] = [];
  const contents: WireContent[] = [];
  const functionNames = new Map<string, string>();
  let moved = false;
  for (const message of messages) {
    switch (message.role) {
      case 'system':
      case 'developer':
        moved ||= contents.length > 0;
        system.push(...encodeContent(message.content, warnings));
        break;
      case 'assistant':
        for (const { id, function: called } of message.tool_calls ?? []) {
          functionNames.set(id, called.name);
        }
        append(contents, 'model', modelParts(message, traits, warnings));
        break;
      case 'tool':
        append(contents, 'user', toolParts(message, functionNames, warnings));
        break;
      default:
        append(contents, 'user', encodeContent(message.content, warnings));
    }
  }
  if (moved)
    warnings.push('messages: system messages between the turns are moved to the beginning.');
  if (messages.some((it) => 'name' in it && it.name !== undefined)) {
    warnings.push('messages: names of participants are not sent to Google.');
  }
  // The API wants a turn to answer to.
  return contents.length === 0 && system.length > 0
    ? { system: [], contents: [{ role: 'user', parts: system }] }
    : { system, contents };
}

/** Neighbouring turns of one role become one. */
function append(contents: WireContent[], role: WireContent['role'], parts: WirePart[]): void {
  if (parts.length === 0) return;
  const last = contents.at(-1);
  if (last?.role === role) last.parts.push(...parts);
  else contents.push({ role, parts });
}

function modelParts(
  message: Extract<ChatMessage, { role: 'assistant' }>,
  traits: ModelTraits,
  warnings: string[],
): WirePart[] {
  const calls = message.tool_calls ?? [];
  const parts = encodeContent(message.content, warnings);
  if (typeof message.refusal === 'string') {
    parts.push(...encodeContent(message.refusal, warnings));
  }
  const signed = calls.some((it) => signatureOf(it) !== undefined);
  for (const [index, call] of calls.entries()) {
    // Of parallel calls the first alone carries a signature.
    const signature =
      signatureOf(call) ??
      (traits.wantsSignatures && !signed && index === 0 ? NO_SIGNATURE : undefined);
    parts.push({
      functionCall: { id: call.id, name: call.function.name, args: toolArguments(call, warnings) },
      ...(signature === undefined ? {} : { thoughtSignature: signature }),
    });
  }
  return parts;
}

function signatureOf({ extra_content: extra }: ToolCall): string | undefined {
  return textOf(objectOf(objectOf(extra).google).thought_signature);
}

/** The API wants an object, and the name of the function that it is the result of. Images follow the result. */
function toolParts(
  { tool_call_id: id, content }: Extract<ChatMessage, { role: 'tool' }>,
  functionNames: ReadonlyMap<string, string>,
  warnings: string[],
): WirePart[] {
  const parts = encodeContent(content, warnings);
  const text = parts.flatMap((it) => it.text ?? []).join('\n');
  const result = parseJson(text);
  return [
    {
      functionResponse: {
        id,
        name: functionNames.get(id) ?? id,
        response: isObject(result) ? result : { output: text },
      },
    },
    ...parts.filter((it) => it.text === undefined),
  ];
}
