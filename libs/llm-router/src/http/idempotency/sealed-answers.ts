import { Injectable, Optional } from '@nestjs/common';
import { type SubjectSince, SubjectVault } from '../../contracts/subject-vault.js';
import type { RecordedAnswer } from './recorded-answer.js';

const STORE = 'answers';

/** Seals answers under the key of the end user whose request they answer, where there is a vault. */
@Injectable()
export class SealedAnswers {
  constructor(@Optional() private readonly vault?: SubjectVault) {}

  /** Undefined where the end user was erased since the request came. */
  async seal(
    key: string,
    answer: RecordedAnswer,
    of: SubjectSince,
  ): Promise<RecordedAnswer | undefined> {
    if (this.vault === undefined) return answer;
    const sealed = await this.vault.seal(of, { store: STORE, id: key }, answer.text);
    return sealed && { ...answer, text: '', sealed };
  }

  /** Undefined where it cannot be read any more. */
  async open(key: string, answer: RecordedAnswer): Promise<RecordedAnswer | undefined> {
    const { sealed, ...rest } = answer;
    if (sealed === undefined) return answer;
    const text = await this.vault?.open(sealed, { store: STORE, id: key });
    return text === undefined ? undefined : { ...rest, text };
  }
}
