import { answerCountTokens } from '../anthropic/count-tokens.js';
import { anthropicDialect } from '../anthropic/dialect.js';
import { answerMessages } from '../anthropic/messages.js';
import { answerChat } from '../openai/chat.js';
import { openaiDialect } from '../openai/dialect.js';
import { answerEmbeddings } from '../openai/embeddings.js';
import type { Dialect } from './dialect.js';
import type { AnswerModelCall } from './model-call.js';

export interface VendorRoute {
  readonly dialect: Dialect;
  readonly answer: AnswerModelCall;
}

/** The routes that take a model in their body, by method and path. */
export const VENDOR_ROUTES: ReadonlyMap<string, VendorRoute> = new Map([
  ['POST /v1/chat/completions', { dialect: openaiDialect, answer: answerChat }],
  ['POST /v1/embeddings', { dialect: openaiDialect, answer: answerEmbeddings }],
  ['POST /v1/messages', { dialect: anthropicDialect, answer: answerMessages }],
  ['POST /v1/messages/count_tokens', { dialect: anthropicDialect, answer: answerCountTokens }],
]);
