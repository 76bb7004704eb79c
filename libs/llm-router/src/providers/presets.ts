export { type AzureOpenAiOptions, azureOpenai } from './azure-openai/azure-openai.js';
export { anthropic, type AnthropicOptions } from './presets/anthropic.js';
export { google, type GoogleOptions } from './presets/google.js';
export {
  cerebras,
  deepseek,
  fireworks,
  groq,
  mistral,
  nvidia,
  openrouter,
  perplexity,
  type PresetOptions,
  together,
  xai,
} from './presets/hosted.js';
export { llamaCpp, lmStudio, type LocalOptions, ollama, vllm } from './presets/local.js';
export { openai, type OpenAiOptions } from './presets/openai.js';
export { openaiCompatible, type OpenAiCompatibleOptions } from './presets/openai-compatible.js';
