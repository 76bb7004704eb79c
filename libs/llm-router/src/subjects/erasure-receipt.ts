import { createPublicKey, sign, verify } from 'node:crypto';
import { canonicalJson } from '../foundation/canonical-json.js';
import type { SubjectSecrets } from './subject-secrets.js';

/** What an erasure has done. It names nobody: whoever knows the id can find the pseudonym with the installation's help. */
export interface ErasureFacts {
  readonly version: 1;
  /** The subject's pseudonym. */
  readonly subject: string;
  /** ISO 8601; what began before is kept nowhere. */
  readonly erasedAt: string;
  /** False where there was no key: nothing had been kept since the last erasure. */
  readonly keyDestroyed: boolean;
  /** How many things of each store were deleted, or made nobody's. */
  readonly erased: Readonly<Record<string, number>>;
  /** Hash of the configuration of the process that did it; null where it has none. */
  readonly configuration: string | null;
}

/** A signed proof of an erasure: Ed25519 over the canonical JSON (keys in order, no spaces) of all fields but `signature`. */
export interface ErasureReceipt extends ErasureFacts {
  /** Of the installation: SPKI DER as base64. */
  readonly publicKey: string;
  /** Base64. */
  readonly signature: string;
}

export function signReceipt(facts: ErasureFacts, secrets: SubjectSecrets): ErasureReceipt {
  const signed = { ...facts, publicKey: secrets.publicKey };
  const signature = sign(null, Buffer.from(canonicalJson(signed)), secrets.signingKey);
  return { ...signed, signature: signature.toString('base64') };
}

/**
 * Whether a receipt is as it was signed. `publicKey`: the installation's, from a source that you trust; left out, the
 * receipt's own, which shows only that nothing was changed since. Never throws.
 */
export function verifyReceipt(receipt: ErasureReceipt, publicKey?: string): boolean {
  try {
    const { signature, ...signed } = receipt;
    if (publicKey !== undefined && publicKey !== signed.publicKey) return false;
    const der = Buffer.from(signed.publicKey, 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const text = Buffer.from(canonicalJson(signed));
    return (
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, text, key, Buffer.from(signature, 'base64'))
    );
  } catch {
    return false;
  }
}
