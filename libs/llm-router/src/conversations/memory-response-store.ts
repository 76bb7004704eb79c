import { Injectable } from '@nestjs/common';
import type { ResponseStore, StoredResponse } from '../contracts/response-store.js';
import { LlmResponseStore } from '../plugin/plugin-markers.js';

const MOST_RESPONSES = 1_000;
/** UTF-16 units of JSON, of all responses together. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** Keeps responses in memory, as JSON; the oldest give way. Id: `memory`. */
@LlmResponseStore()
@Injectable()
export class MemoryResponseStore implements ResponseStore {
  readonly id = 'memory';
  private readonly kept = new Map<string, string>();
  private characters = 0;

  async put(stored: StoredResponse): Promise<void> {
    this.forget(stored.id);
    const json = JSON.stringify(stored);
    this.kept.set(stored.id, json);
    this.characters += json.length;
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_RESPONSES && this.characters <= MOST_CHARACTERS) break;
      this.forget(oldest);
    }
  }

  async get(id: string, owner: string, now: number): Promise<StoredResponse | undefined> {
    const stored = this.read(id);
    if (stored === undefined || stored.owner !== owner) return undefined;
    if (stored.expiresAt > now) return stored;
    this.forget(id);
    return undefined;
  }

  async delete(id: string, owner: string): Promise<boolean> {
    if (this.read(id)?.owner !== owner) return false;
    this.forget(id);
    return true;
  }

  async ofSubject(subject: string): Promise<StoredResponse[]> {
    const all = [...this.kept.keys()].map((id) => this.read(id));
    return all.filter((it) => it !== undefined).filter((it) => it.subject === subject);
  }

  async deleteOfSubject(subject: string): Promise<number> {
    const found = await this.ofSubject(subject);
    for (const { id } of found) this.forget(id);
    return found.length;
  }

  private read(id: string): StoredResponse | undefined {
    const json = this.kept.get(id);
    return json === undefined ? undefined : (JSON.parse(json) as StoredResponse);
  }

  private forget(id: string): void {
    this.characters -= this.kept.get(id)?.length ?? 0;
    this.kept.delete(id);
  }
}
