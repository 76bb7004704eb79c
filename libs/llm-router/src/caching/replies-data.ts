import { Injectable } from '@nestjs/common';
import type { CachedReply } from '../contracts/completion-cache.js';
import type { KnownSubject, SubjectData, SubjectHolding } from '../contracts/subject-data.js';
import { LlmSubjectData } from '../plugin/plugin-markers.js';
import { RecallStage } from './recall.stage.js';
import { SealedReplies } from './sealed-replies.js';

/** The kept replies of a subject, as far as the cache knows where they are. Id: `cache`. */
@LlmSubjectData()
@Injectable()
export class RepliesData implements SubjectData {
  readonly id = 'cache';

  constructor(
    private readonly recalling: RecallStage,
    private readonly sealed: SealedReplies,
  ) {}

  async count(subject: KnownSubject): Promise<SubjectHolding> {
    return { count: (await this.of(subject)).length };
  }

  async erase(subject: KnownSubject): Promise<number> {
    const found = await this.of(subject);
    const store = this.recalling.store();
    for (const [key] of found) await store.delete?.(key);
    return found.length;
  }

  async *export(subject: KnownSubject): AsyncGenerator<Record<string, unknown>> {
    for (const [key, kept] of await this.of(subject)) {
      const reply = await this.sealed.open(key, kept);
      if (reply === undefined) continue;
      const { model, provider, parts } = reply;
      yield { model, provider, parts };
    }
  }

  /** A key may since have been taken over by the reply to somebody else's call. */
  private async of({ pseudonym }: KnownSubject): Promise<(readonly [string, CachedReply])[]> {
    const store = this.recalling.store();
    const keys = (await store.keysOf?.(pseudonym)) ?? [];
    const found = await Promise.all(keys.map(async (key) => [key, await store.get(key)] as const));
    return found.flatMap(([key, reply]) =>
      reply?.sealed?.subject === pseudonym ? [[key, reply] as const] : [],
    );
  }
}
