import type { ChatRequest } from '../../contracts/chat-request.js';
import type { WireRequest } from './wire-types.js';

/** `tools` and `tool_choice`. */
export function encodeTools(
  { tools = [], tool_choice: choice }: ChatRequest,
  warnings: string[],
): Pick<WireRequest, 'tools' | 'toolConfig'> {
  const functions = tools.filter((it) => it.type === 'function');
  if (functions.length < tools.length) {
    warnings.push('tools: only functions are sent to Google; tools of another type are left out.');
  }
  if (functions.length === 0) return {};
  return {
    tools: [
      {
        functionDeclarations: functions.map(({ function: { name, description, parameters } }) => ({
          name,
          ...(description === undefined ? {} : { description }),
          ...(parameters === undefined ? {} : { parametersJsonSchema: parameters }),
        })),
      },
    ],
    ...(choice === undefined || choice === null ? {} : { toolConfig: encodeChoice(choice) }),
  };
}

function encodeChoice(
  choice: NonNullable<ChatRequest['tool_choice']>,
): NonNullable<WireRequest['toolConfig']> {
  if (typeof choice === 'object') {
    return {
      functionCallingConfig: { mode: 'ANY', allowedFunctionNames: [choice.function.name] },
    };
  }
  const mode = choice === 'none' ? 'NONE' : choice === 'required' ? 'ANY' : 'AUTO';
  return { functionCallingConfig: { mode } };
}
