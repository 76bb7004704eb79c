import { Test } from '@nestjs/testing';
import type { CallFinding } from '../contracts/call-finding.js';
import type { Caller } from '../contracts/caller.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { Exchange } from '../contracts/exchange.js';
import type { RedactDirectives } from '../contracts/merge-redact.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import { RedactionService } from '../contracts/redaction.js';
import type { Reply } from '../contracts/reply.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { ProtectStage } from './protect.stage.js';
import { privacyProviders } from './privacy.providers.js';

export const SECRET = 'a secret of more than 32 characters';

/** What privacy offers under these options. */
export async function privacyUnder(
  options: LlmRouterOptions = {},
): Promise<{ stage: ProtectStage; service: RedactionService }> {
  const module = await Test.createTestingModule({
    providers: [
      PluginRegistry,
      ...privacyProviders,
      { provide: LLM_ROUTER_OPTIONS, useValue: options },
    ],
  }).compile();
  await module.init();
  return { stage: module.get(ProtectStage), service: module.get(RedactionService) };
}

/** A call with these words of a user, or this request; what is found in it is noted on `found`. */
export function asks(
  ask: string | ChatRequest,
  redact?: RedactDirectives,
  more: { route?: object; caller?: Caller; found?: CallFinding[] } = {},
): Exchange {
  const request = typeof ask === 'string' ? { messages: [{ role: 'user', content: ask }] } : ask;
  const { route, caller = {}, found } = more;
  return Object.freeze({
    request,
    caller,
    directives: { redact, route },
    journal: {
      found: (_direction: string, findings: readonly CallFinding[]) => found?.push(...findings),
      calledBy: () => undefined,
    },
  }) as unknown as Exchange;
}

/** A reply of one text for each chunk. */
export function replyOf(...texts: string[]): Reply {
  return {
    head: { model: 'p/m', provider: 'p', cache: 'off', warnings: [] },
    chunks: (async function* () {
      for (const text of texts) {
        yield { parts: [{ type: 'text', choice: 0, text } as const] } satisfies ReplyChunk;
      }
    })(),
  };
}

export async function textOf({ chunks }: Pick<Reply, 'chunks'>): Promise<string> {
  let text = '';
  for await (const { parts } of chunks) {
    for (const part of parts) if (part.type === 'text') text += part.text;
  }
  return text;
}

export function promptOf({ request }: Exchange): string {
  return request.messages[0]?.content as string;
}
