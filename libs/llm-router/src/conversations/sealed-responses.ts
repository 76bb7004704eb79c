import { Injectable, Optional } from '@nestjs/common';
import type { StoredResponse } from '../contracts/response-store.js';
import { type SealedText, type SubjectSince, SubjectVault } from '../contracts/subject-vault.js';

const STORE = 'responses';

/** Seals responses under the key of their end user, where there is a vault. */
@Injectable()
export class SealedResponses {
  constructor(@Optional() private readonly vault?: SubjectVault) {}

  /** Undefined where the end user was erased since the call began. */
  async seal(stored: StoredResponse, of: SubjectSince): Promise<StoredResponse | undefined> {
    if (this.vault === undefined) return stored;
    const { response, messages, ...rest } = stored;
    const text = JSON.stringify({ response, messages });
    const sealed = await this.vault.seal(of, { store: STORE, id: stored.id }, text);
    return sealed && { ...rest, subject: sealed.subject, response: { sealed }, messages: [] };
  }

  /** Undefined where it cannot be read any more. */
  async open(stored: StoredResponse): Promise<StoredResponse | undefined> {
    if (stored.subject === undefined) return stored;
    const { sealed } = stored.response as { readonly sealed: SealedText };
    const text = await this.vault?.open(sealed, { store: STORE, id: stored.id });
    if (text === undefined) return undefined;
    return { ...stored, ...(JSON.parse(text) as Pick<StoredResponse, 'response' | 'messages'>) };
  }
}
