import { ConfigurationError } from '../../contracts/errors/configuration-error.js';

/** The options of the journal on local disk: `LlmLedgerModule.forRoot({ journal })`. */
export interface LedgerJournalOptions {
  /**
   * Where it is kept. Each process has a folder of its own in it, and takes over those of processes that have ended: let
   * all processes of a machine share one directory, and let it outlive them. It is made where there is none.
   */
  readonly directory: string;
  /**
   * Bytes of records that may wait for the database; beyond that new calls are refused with `ledger_full`. From 65,536;
   * default 256 MiB. Up to two segments (16 MiB by default) are laid out in advance and come on top.
   */
  readonly maxBytes?: number;
  /**
   * `always`: a record is on the disk itself (`fdatasync`) before its call's last bytes leave, and survives a loss of
   * power. `never`: it is with the operating system, and survives only the end of the process. Default `always`.
   */
  readonly sync?: 'always' | 'never';
}

/** The options, checked and complete. */
export interface JournalSettings extends Required<LedgerJournalOptions> {
  /** Size of a segment file. */
  readonly segmentBytes: number;
}

const MIB = 1_048_576;
const DEFAULT_MAX_BYTES = 256 * MIB;
const LEAST_MAX_BYTES = 65_536;
const SEGMENT_BYTES = 8 * MIB;
/** A segment is freed as a whole, so that several have to fit. */
const SEGMENTS_AT_LEAST = 8;
const SYNC = ['always', 'never'] as const;

/** Throws a `ConfigurationError` that names the option and what is legal. */
export function journalSettings(options: LedgerJournalOptions): JournalSettings {
  const { directory, maxBytes = DEFAULT_MAX_BYTES, sync = 'always' } = options;
  if (typeof directory !== 'string' || directory === '') {
    throw new ConfigurationError('journal.directory: name a directory on a local disk.');
  }
  if (!Number.isSafeInteger(maxBytes) || maxBytes < LEAST_MAX_BYTES) {
    throw new ConfigurationError(
      `journal.maxBytes: ${String(maxBytes)} is not a whole number from ${LEAST_MAX_BYTES}.`,
    );
  }
  if (!SYNC.includes(sync)) {
    throw new ConfigurationError(
      `journal.sync: ${JSON.stringify(sync)} is not legal. Legal: ${SYNC.join(', ')}.`,
    );
  }
  const segmentBytes = Math.min(SEGMENT_BYTES, Math.floor(maxBytes / SEGMENTS_AT_LEAST));
  return { directory, maxBytes, sync, segmentBytes };
}
