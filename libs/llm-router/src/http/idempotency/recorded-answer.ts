import type { OutgoingHttpHeaders } from 'node:http';
import type { SealedText } from '../../contracts/subject-vault.js';

/** An answer that ended well, as it can be given again. Plain data, fit for JSON. */
export interface RecordedAnswer {
  /** Of the request's body: another body under the same key is a mistake of the client's. */
  readonly fingerprint: string;
  readonly form: 'document' | 'stream';
  readonly headers: OutgoingHttpHeaders;
  /** The JSON document, or all frames. */
  readonly text: string;
  /** The text, where there is a vault: `text` is empty then. */
  readonly sealed?: SealedText;
}
