import type { OutgoingHttpHeaders } from 'node:http';
import type { ReplyChunk } from '../../contracts/reply-chunk.js';
import type { SettlingReply } from '../../contracts/reply.js';
import { formatUsd } from '../../foundation/pico-dollars.js';
import { ReplyFold } from '../../pipeline/fold-reply.js';
import { type PlatformResponse, sendJson } from '../raw-response.js';
import { encodeCompletion } from './encode-completion.js';
import { ReplyIdentity } from './reply-identity.js';
import { servedUsage } from './served-usage.js';

/** Answers with a reply as one JSON document. Throws where the reply breaks: nothing has been sent then. */
export async function sendCompletion(
  response: PlatformResponse,
  headers: OutgoingHttpHeaders,
  reply: SettlingReply,
): Promise<void> {
  const chunks: ReplyChunk[] = [];
  for await (const chunk of reply.chunks) chunks.push(chunk);
  const { cost } = await reply.outcome;
  const json = untouched(chunks) ?? (await encoded(chunks, reply));
  sendJson(
    response,
    200,
    cost === null ? headers : { ...headers, 'x-llm-router-cost-usd': formatUsd(cost) },
    json,
  );
}

/** The provider's own document, where it speaks the same dialect and no stage changed it. */
function untouched([only, ...others]: readonly ReplyChunk[]): string | undefined {
  const wire = others.length === 0 ? only?.wire : undefined;
  return wire?.dialect === 'openai-chat' && wire.form === 'document' ? wire.data : undefined;
}

async function encoded(chunks: readonly ReplyChunk[], reply: SettlingReply): Promise<string> {
  const identity = new ReplyIdentity(reply);
  const fold = new ReplyFold();
  for (const { parts } of chunks) {
    identity.learn(parts);
    fold.add(parts);
  }
  const usage = chunks.flatMap(({ parts }) => parts).findLast((part) => part.type === 'usage');
  return JSON.stringify(
    encodeCompletion(identity, fold.choices(), usage?.usage ?? servedUsage(await reply.outcome)),
  );
}
