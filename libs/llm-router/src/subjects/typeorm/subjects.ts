import type { AuditKind, AuditTrail } from '../../contracts/audit-trail.js';
import type { Clock } from '../../contracts/clock.js';
import { ErasureIncompleteError, LegalHoldError } from '../../contracts/errors/subject-errors.js';
import { InvalidRequestError } from '../../contracts/errors/request-errors.js';
import type { RunningConfiguration } from '../../contracts/running-configuration.js';
import type { Subject } from '../../contracts/subject.js';
import type { KnownSubject, SubjectHolding } from '../../contracts/subject-data.js';
import type { PluginRegistry } from '../../plugin/plugin-registry.js';
import type { ContentLog } from '../content-log.js';
import { type ErasureReceipt, signReceipt } from '../erasure-receipt.js';
import type { HoldTable, HoldTarget } from './hold-table.js';
import type { LlmLegalHold } from './llm-legal-hold.entity.js';
import type { SubjectKeys } from './subject-keys.js';

/** What is held of a subject, as `Subjects.describe` shows it. */
export interface SubjectOverview {
  readonly pseudonym: string;
  /** By the name of the store. */
  readonly stores: Readonly<Record<string, SubjectHolding>>;
  /** On the subject itself, and on all of its tenant. */
  readonly holds: readonly SubjectHold[];
}

/** A legal hold. */
export interface SubjectHold {
  readonly on: 'subject' | 'tenant';
  readonly reason: string;
  readonly setAt: Date;
  /** Id of the key by which it was set. */
  readonly setBy?: string;
}

/** An item of an export: a thing that a store holds, or a hold (`store: 'holds'`). */
export interface SubjectExportItem {
  readonly store: string;
  readonly item: Readonly<Record<string, unknown>>;
}

export interface SubjectsParts {
  readonly keys: SubjectKeys;
  readonly holds: HoldTable;
  readonly plugins: PluginRegistry;
  readonly clock: Clock;
  readonly contents: ContentLog | undefined;
  readonly audit: AuditTrail | undefined;
  readonly configuration: RunningConfiguration | undefined;
}

const MOST_REASON = 500;
const LEAST_NAME = 3;

/**
 * What an installation knows of people: to look at it, to export it, to erase it, and to hold it. `actor`: id of the key by
 * which it is done, for the audit trail, which has the subject's pseudonym only. Injectable.
 */
export class Subjects {
  constructor(private readonly parts: SubjectsParts) {}

  /** What is held, by store. */
  async describe(subject: Subject): Promise<SubjectOverview> {
    await this.parts.contents?.flush();
    const known = await this.known(subject);
    const stores = await Promise.all(
      this.stores().map(async (it) => [it.id, await it.count(known)] as const),
    );
    const { pseudonym } = known;
    return { pseudonym, stores: Object.fromEntries(stores), holds: await this.holdsOn(known) };
  }

  /** Everything, item by item, decrypted. It is recorded when it begins. */
  async *export(subject: Subject, actor?: string): AsyncGenerator<SubjectExportItem> {
    await this.parts.contents?.flush();
    const known = await this.known(subject);
    await this.record('subject-exported', known.pseudonym, actor, {});
    for (const { setAt, ...hold } of await this.holdsOn(known)) {
      yield { store: 'holds', item: { ...hold, setAt: setAt.toISOString() } };
    }
    for (const store of this.stores()) {
      for await (const item of store.export(known)) yield { store: store.id, item };
    }
  }

  /**
   * Destroys the subject's key, empties all stores, and gives a signed receipt. Done again, it finds nothing. Rejects with a
   * `LegalHoldError` while the subject or its tenant is held, and with an `ErasureIncompleteError` where a store fails: the
   * key is destroyed then, and the erasure has to be asked for again.
   */
  async erase(subject: Subject, actor?: string): Promise<ErasureReceipt> {
    const { keys, clock, configuration } = this.parts;
    const known = await this.known(subject);
    const { pseudonym } = known;
    const [hold] = await this.holdsOn(known);
    if (hold !== undefined) throw new LegalHoldError(hold.on);
    const at = clock.now();
    const keyDestroyed = await keys.keys.destroy(pseudonym, at);
    const { erased, failed, cause } = await this.empty(known);
    const facts = { keyDestroyed, erased };
    await this.record('subject-erased', pseudonym, actor, {
      ...facts,
      ...(failed.length > 0 && { failed }),
    });
    if (failed.length > 0) throw new ErasureIncompleteError(failed, cause);
    return signReceipt(
      {
        version: 1,
        subject: pseudonym,
        erasedAt: new Date(at).toISOString(),
        ...facts,
        configuration: configuration?.hash ?? null,
      },
      await keys.secrets(),
    );
  }

  /**
   * Keeps retention and erasure from deleting anything of a subject, or of all of a tenant, until it is lifted. Throws an
   * `InvalidRequestError` for a reason that is blank, longer than 500 characters, or names the subject: it is kept for good.
   */
  async hold(target: Subject | { tenant: string }, reason: string, actor?: string): Promise<void> {
    const { holds, clock } = this.parts;
    const why = reason.trim();
    if (why === '' || why.length > MOST_REASON) {
      throw new InvalidRequestError(`reason: a text of 1 to ${MOST_REASON} characters.`, 'reason');
    }
    if ('user' in target && names(why, target.user)) {
      throw new InvalidRequestError(
        'reason: it names the subject, and is kept for good in the audit trail. Name the case instead.',
        'reason',
      );
    }
    const whom = await this.targetOf(target);
    await holds.set(whom, { reason: why, setAt: clock.now(), setBy: actor ?? null });
    await this.record('legal-hold-set', nameOf(whom), actor, { on: onOf(whom), reason: why });
  }

  /** Lifts a hold; gives whether there was one. */
  async lift(target: Subject | { tenant: string }, actor?: string): Promise<boolean> {
    const whom = await this.targetOf(target);
    const lifted = await this.parts.holds.lift(whom);
    if (lifted) await this.record('legal-hold-lifted', nameOf(whom), actor, { on: onOf(whom) });
    return lifted;
  }

  /** What receipts are verified with: SPKI DER as base64. */
  async receiptKey(): Promise<string> {
    return (await this.parts.keys.secrets()).publicKey;
  }

  /** Puts all data keys under the current master key; gives how many were under another. Then the others can go. */
  async rewrap(): Promise<number> {
    return this.parts.keys.keys.rewrap();
  }

  private async empty(known: KnownSubject) {
    const erased: Record<string, number> = {};
    const failed: string[] = [];
    let cause: unknown;
    for (const store of this.stores()) {
      try {
        erased[store.id] = await store.erase(known);
      } catch (error) {
        failed.push(store.id);
        cause = error;
      }
    }
    return { erased, failed, cause };
  }

  private stores() {
    return this.parts.plugins.all('subject-data');
  }

  private async known(subject: Subject): Promise<KnownSubject> {
    return { ...subject, pseudonym: await this.parts.keys.pseudonymOf(subject) };
  }

  private async holdsOn({ pseudonym, tenant }: KnownSubject): Promise<SubjectHold[]> {
    const { holds } = this.parts;
    const own = await holds.find({ subject: pseudonym });
    const general = tenant === undefined ? null : await holds.find({ tenant });
    return [...shown('subject', own), ...shown('tenant', general)];
  }

  private async targetOf(target: Subject | { tenant: string }): Promise<HoldTarget> {
    if ('user' in target) return { subject: await this.parts.keys.pseudonymOf(target) };
    return { tenant: target.tenant };
  }

  /** Where the trail cannot be written now, it has the entry all the same. */
  private async record(
    kind: AuditKind,
    subject: string,
    actor: string | undefined,
    details: Record<string, unknown>,
  ): Promise<void> {
    const { audit, clock } = this.parts;
    const at = clock.now();
    audit?.record({ kind, subject, at, details, ...(actor !== undefined && { actor }) });
    await audit?.flush().catch(() => undefined);
  }
}

/** As a word of its own; shorter names say nothing. */
function names(text: string, user: string): boolean {
  const [where, what] = [text.toLowerCase(), user.toLowerCase()];
  const at = where.indexOf(what);
  const around = [where[at - 1], where[at + what.length]];
  return (
    at >= 0 && what.length >= LEAST_NAME && !around.some((it) => /[\p{L}\p{N}]/u.test(it ?? ''))
  );
}

function shown(on: SubjectHold['on'], hold: LlmLegalHold | null): SubjectHold[] {
  if (hold === null) return [];
  const { reason, setAt, setBy } = hold;
  return [{ on, reason, setAt: new Date(setAt), ...(setBy !== null && { setBy }) }];
}

function nameOf(target: HoldTarget): string {
  return 'subject' in target ? target.subject : `tenant:${target.tenant}`;
}

function onOf(target: HoldTarget): SubjectHold['on'] {
  return 'subject' in target ? 'subject' : 'tenant';
}
