import type { ReplyChunk } from '../../contracts/reply-chunk.js';
import type { SettlingReply } from '../../contracts/reply.js';
import { ReplyFold } from '../../pipeline/fold-reply.js';
import { servedUsage } from '../../pipeline/served-usage.js';
import { untouchedDocument } from '../untouched-document.js';
import type { Visit } from '../visit.js';
import { encodeCompletion } from './encode-completion.js';
import { ReplyIdentity } from './reply-identity.js';

/** Answers with a reply as one JSON document. Throws where the reply breaks: nothing has been sent then. */
export async function sendCompletion(visit: Visit, reply: SettlingReply): Promise<void> {
  const chunks: ReplyChunk[] = [];
  for await (const chunk of reply.chunks) chunks.push(chunk);
  const outcome = await reply.outcome;
  const json = untouchedDocument(chunks, 'openai-chat') ?? (await encoded(chunks, reply));
  visit.document(reply, json, outcome);
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
