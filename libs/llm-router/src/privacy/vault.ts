const PLACEHOLDER = /\[[A-Z0-9_]+_\d+\]/g;

/** The placeholders of one call and the values behind them; it lives as long as the call. */
export class Vault {
  private readonly values = new Map<string, string>();
  private readonly placeholders = new Map<string, string>();
  private readonly counters = new Map<string, number>();
  private readonly reserved = new Set<string>();
  private beginnings: Set<string> | undefined;

  /** True: nothing was issued, so nothing can come back. */
  get empty(): boolean {
    return this.values.size === 0;
  }

  /** What looks like a placeholder in a text of the caller's must never stand for anything else. */
  reserve(text: string): void {
    for (const [found] of text.matchAll(PLACEHOLDER)) this.reserved.add(found);
  }

  /** E.g. `[EMAIL_1]`; one value has one placeholder. */
  placeholderFor(entity: string, value: string): string {
    const known = this.placeholders.get(value);
    if (known !== undefined) return known;
    const placeholder = this.next(entity.toUpperCase().replace(/[^A-Z0-9]+/g, '_'));
    this.placeholders.set(value, placeholder);
    this.values.set(placeholder, value);
    this.beginnings = undefined;
    return placeholder;
  }

  valueOf(placeholder: string): string | undefined {
    return this.values.get(placeholder);
  }

  /** Whether more text could complete `text` to an issued placeholder. */
  isBeginning(text: string): boolean {
    this.beginnings ??= new Set(
      [...this.values.keys()].flatMap((it) => Array.from(it, (_, index) => it.slice(0, index))),
    );
    return this.beginnings.has(text);
  }

  private next(label: string): string {
    for (;;) {
      const number = (this.counters.get(label) ?? 0) + 1;
      this.counters.set(label, number);
      const placeholder = `[${label}_${number}]`;
      if (!this.reserved.has(placeholder)) return placeholder;
    }
  }
}
