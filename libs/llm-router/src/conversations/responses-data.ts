import { Injectable } from '@nestjs/common';
import type { KnownSubject, SubjectData, SubjectHolding } from '../contracts/subject-data.js';
import { LlmSubjectData } from '../plugin/plugin-markers.js';
import { SealedResponses } from './sealed-responses.js';
import { StoredConversations } from './stored-conversations.js';

/** The stored responses of a subject. Id: `responses`. */
@LlmSubjectData()
@Injectable()
export class ResponsesData implements SubjectData {
  readonly id = 'responses';

  constructor(
    private readonly conversations: StoredConversations,
    private readonly sealed: SealedResponses,
  ) {}

  async count(subject: KnownSubject): Promise<SubjectHolding> {
    const stored = await this.of(subject);
    if (stored.length === 0) return { count: 0 };
    return { count: stored.length, oldest: Math.min(...stored.map((it) => it.createdAt)) };
  }

  async erase({ pseudonym }: KnownSubject): Promise<number> {
    return (await this.conversations.store().deleteOfSubject?.(pseudonym)) ?? 0;
  }

  async *export(subject: KnownSubject): AsyncGenerator<Record<string, unknown>> {
    for (const stored of await this.of(subject)) {
      const opened = await this.sealed.open(stored);
      if (opened === undefined) continue;
      const { id, createdAt, expiresAt, response, messages } = opened;
      const times = [createdAt, expiresAt].map((it) => new Date(it).toISOString());
      yield { id, createdAt: times[0], expiresAt: times[1], response, messages };
    }
  }

  private async of({ pseudonym }: KnownSubject) {
    return (await this.conversations.store().ofSubject?.(pseudonym)) ?? [];
  }
}
