/** What must be kept for now. The abstract class is the injection token too; inject it as optional. */
export abstract class LegalHolds {
  /** Pseudonyms of the subjects, and names of the tenants, that are held. */
  abstract held(): Promise<{
    readonly subjects: readonly string[];
    readonly tenants: readonly string[];
  }>;
}
