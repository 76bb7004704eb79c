import { ulid } from 'ulid';
import type { AuditEntry } from '../contracts/audit-trail.js';
import { canonicalJson } from '../foundation/canonical-json.js';

/** An entry as it is stored: every text is one that each database gives back as it was. */
export interface PlainEntry {
  /** A ULID, by which an entry that is written again is known. */
  readonly id: string;
  readonly at: number;
  readonly kind: string;
  readonly actor: string | null;
  readonly subject: string | null;
  /** Canonical JSON. */
  readonly details: string;
}

const MOST_CHARACTERS = 200;
const MOST_DETAILS = 16 * 1024;

/** Never throws: what JSON cannot hold is left out, and said. */
export function plainEntry({ kind, actor, subject, at, details }: AuditEntry): PlainEntry {
  const time = Number.isSafeInteger(at) ? at : 0;
  return {
    id: ulid(),
    at: time,
    kind: storable(kind),
    actor: actor === undefined ? null : storable(actor),
    subject: subject === undefined ? null : storable(subject),
    details: detailsOf(details),
  };
}

function detailsOf(details: AuditEntry['details']): string {
  let text: string;
  try {
    // There and back: what JSON leaves out has to be out before the keys are ordered.
    text = canonicalJson(JSON.parse(canonicalJson(details)));
  } catch {
    return canonicalJson({ omitted: 'The details are not fit for JSON.' });
  }
  if (text.length <= MOST_DETAILS) return text;
  return canonicalJson({ omitted: `The details have ${text.length} characters.` });
}

/** PostgreSQL takes no NUL, and lone surrogates come back as something else. */
function storable(value: unknown): string {
  const text = String(value).slice(0, MOST_CHARACTERS).replaceAll('\0', '\uFFFD');
  return Buffer.from(text, 'utf8').toString('utf8');
}
