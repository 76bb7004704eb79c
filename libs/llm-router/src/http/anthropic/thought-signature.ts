const OWN = 'anthropic-messages';
const FOREIGN = /^([a-z][\w-]*):([^]*)$/;

/** Anthropic's wire has no place for who signed a thought, so another vendor's signature says it itself. */
export function writeSignature(signature: string, signedBy: string = OWN): string {
  return signedBy === OWN ? signature : `${signedBy}:${signature}`;
}

export function readSignature(wire: string): { signature: string; signed_by: string } {
  const [, signedBy = OWN, signature = wire] = FOREIGN.exec(wire) ?? [];
  return { signature, signed_by: signedBy };
}
