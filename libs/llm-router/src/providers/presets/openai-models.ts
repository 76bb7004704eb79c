import type { ChatQuirks } from '../openai-chat/chat-quirks.js';

/**
 * Models that OpenAI serves by its Responses API only: those that the type `ResponsesModel` of its SDK (openai 7.57)
 * lists and the type `ChatModel` does not, and their relatives.
 */
const RESPONSES_ONLY =
  /^(o\d-pro|gpt-\d+(\.\d+)?-pro|computer-use|gpt-daybreak)|codex|deep-research|-cyber|rosalind/;

export function needsResponses(model: string): boolean {
  return RESPONSES_ONLY.test(model);
}

/** Models that think before they answer, and therefore let nobody steer their sampling. */
export const REASONING_MODEL = /^(o\d|gpt-5(?!\.|-chat)|codex|computer-use|gpt-[5-9]\.?\d*-pro)/;

/** Models that think unless they are told not to; all of them give their thoughts back encrypted. */
export function reasons(model: string): boolean {
  return /^(o\d|gpt-([5-9]|\d\d)(?!.*-chat)|codex|computer-use)|deep-research/.test(model);
}

/** https://platform.openai.com/docs/guides/reasoning and the API reference of Chat Completions. */
export const OPENAI_QUIRKS: ChatQuirks = {
  tokenLimit: 'max_completion_tokens',
  strictMessages: true,
  unsupported: [
    {
      names: [
        'temperature',
        'top_p',
        'presence_penalty',
        'frequency_penalty',
        'logit_bias',
        'logprobs',
        'top_logprobs',
      ],
      models: REASONING_MODEL,
    },
  ],
};
