import { Logger } from '@nestjs/common';
import type { JournalDirectory } from './journal-directory.js';
import { JournalReader, type JournalReaderOptions } from './journal-reader.js';
import type { RelayTarget } from './ledger-journal.js';

/** The journals of processes that have ended, on their way to the database. */
export class AdoptedJournals {
  private readonly logger = new Logger('LlmLedger');
  private readers: JournalReader[] = [];
  private bytes = 0;

  constructor(
    private readonly directory: JournalDirectory,
    private readonly onUnreadable: JournalReaderOptions['onUnreadable'],
  ) {}

  /** How many there are. */
  get count(): number {
    return this.readers.length;
  }

  get usedBytes(): number {
    return this.bytes;
  }

  /** Takes over what others left by now. That this is not possible now is no reason not to go on. */
  async look(): Promise<void> {
    try {
      for (const { folder, bytes } of await this.directory.adopt()) {
        this.readers.push(await JournalReader.open({ folder, onUnreadable: this.onUnreadable }));
        this.bytes += bytes;
      }
    } catch (error) {
      this.logger.error(`The journals of ended processes cannot be looked for: ${String(error)}`);
    }
  }

  /** Moves a batch of the oldest one, which is deleted when it has no more. Rejects where the target fails. */
  async relay(target: RelayTarget, limit: number): Promise<void> {
    const [oldest] = this.readers;
    if (oldest === undefined) return;
    const calls = await oldest.read(limit).catch((error: unknown) => {
      this.logger.error(`The journal in ${oldest.folder} is left as it is: ${String(error)}`);
      this.drop(oldest);
    });
    if (calls === undefined) return;
    if (calls.length > 0) {
      await target.write(calls);
      oldest.confirm();
      return;
    }
    await target.makeDurable();
    await oldest.discardAll();
    this.drop(oldest);
    this.directory.forget(oldest.folder);
  }

  private drop(reader: JournalReader): void {
    this.readers = this.readers.filter((it) => it !== reader);
    if (this.readers.length === 0) this.bytes = 0;
  }
}
