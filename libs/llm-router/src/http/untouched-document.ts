import type { Dialect, ReplyChunk } from '../contracts/reply-chunk.js';

/** The provider's own document, where it speaks the caller's dialect and no stage changed it. */
export function untouchedDocument(
  [only, ...others]: readonly ReplyChunk[],
  dialect: Dialect,
): string | undefined {
  const wire = others.length === 0 ? only?.wire : undefined;
  return wire?.dialect === dialect && wire.form === 'document' ? wire.data : undefined;
}
