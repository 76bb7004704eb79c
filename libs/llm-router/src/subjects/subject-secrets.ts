import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { type Subject, scopeOf } from '../contracts/subject.js';
import { canonicalJson } from '../foundation/canonical-json.js';

/** What stands before the 32 bytes of an Ed25519 key in PKCS#8 (RFC 8410). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** 128 bits of the hash: as good as unique. */
const PSEUDONYM_DIGITS = 32;

/** What an installation has once, under its master key: the names of its subjects, and its signature. */
export class SubjectSecrets {
  readonly signingKey: KeyObject;
  /** SPKI DER as base64: what receipts are verified with. */
  readonly publicKey: string;
  private readonly naming: Buffer;

  constructor(secret: Uint8Array) {
    this.naming = derived(secret, 'pseudonyms');
    this.signingKey = createPrivateKey({
      key: Buffer.concat([ED25519_PKCS8, derived(secret, 'receipts')]),
      format: 'der',
      type: 'pkcs8',
    });
    this.publicKey = createPublicKey(this.signingKey)
      .export({ format: 'der', type: 'spki' })
      .toString('base64');
  }

  pseudonymOf(subject: Subject): string {
    const name = canonicalJson([scopeOf(subject), subject.user]);
    const hash = createHmac('sha256', this.naming).update(name).digest('hex');
    return `subject-${hash.slice(0, PSEUDONYM_DIGITS)}`;
  }
}

function derived(secret: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `llm-router subjects: ${purpose}`, 32));
}
