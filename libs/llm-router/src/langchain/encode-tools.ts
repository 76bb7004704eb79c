import type {
  BindToolsInput,
  ToolChoice as LangChainChoice,
} from '@langchain/core/language_models/chat_models';
import { convertToOpenAITool } from '@langchain/core/utils/function_calling';
import type { ChatTool, ToolChoice } from '../contracts/chat-tool.js';

export function encodeTools(tools: readonly BindToolsInput[]): ChatTool[] {
  return tools.map((tool) => convertToOpenAITool(tool) as ChatTool);
}

/** `any` is LangChain's word for `required`; any other text is the name of a tool. */
export function encodeToolChoice(choice: LangChainChoice): ToolChoice {
  if (typeof choice !== 'string') return choice as ToolChoice;
  if (choice === 'auto' || choice === 'none' || choice === 'required') return choice;
  return choice === 'any' ? 'required' : { type: 'function', function: { name: choice } };
}
