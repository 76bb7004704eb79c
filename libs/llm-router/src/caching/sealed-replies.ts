import { Injectable, Optional } from '@nestjs/common';
import type { CachedReply } from '../contracts/completion-cache.js';
import type { Exchange } from '../contracts/exchange.js';
import type { ReplyPart } from '../contracts/reply-part.js';
import { SubjectVault } from '../contracts/subject-vault.js';

const STORE = 'cache';

/**
 * Seals replies under the key of the end user whose call they answer, where there is a vault. Whoever looks one up needs
 * the key as it is now: once that is destroyed, no process can serve the reply, wherever it still lies.
 */
@Injectable()
export class SealedReplies {
  constructor(@Optional() private readonly vault?: SubjectVault) {}

  /** As it is where nobody is named; undefined where the end user was erased since the call began. */
  async seal(
    { subject, startedAt }: Exchange,
    key: string,
    reply: CachedReply,
  ): Promise<CachedReply | undefined> {
    if (this.vault === undefined || subject === undefined) return reply;
    const place = { store: STORE, id: key };
    const text = JSON.stringify(reply.parts);
    const sealed = await this.vault.seal({ subject, since: startedAt }, place, text);
    return sealed && { ...reply, parts: [], sealed };
  }

  /** Undefined where it cannot be read any more. */
  async open(key: string, reply: CachedReply): Promise<CachedReply | undefined> {
    const { sealed, ...rest } = reply;
    if (sealed === undefined) return reply;
    const text = await this.vault?.open(sealed, { store: STORE, id: key });
    return text === undefined ? undefined : { ...rest, parts: JSON.parse(text) as ReplyPart[] };
  }
}
