import { milliseconds } from '../contracts/checked-options.js';
import type { Duration } from '../contracts/duration.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';

/** How long contents are kept. Of a class and a tenant the shorter time counts; `default` where neither is named. */
export interface ContentRetention {
  /** Default 30 d. */
  readonly default?: Duration;
  readonly classes?: Readonly<Record<string, Duration>>;
  readonly tenants?: Readonly<Record<string, Duration>>;
}

/** What is kept of prompts and replies: `LlmSubjectsModule.forRoot({ content })`. */
export interface ContentOptions {
  /**
   * `redacted`: as providers see them, with placeholders; `original`: with what redaction took out, as callers see them.
   * Default `redacted`.
   */
  readonly form?: 'redacted' | 'original';
  /** Which classes of data are kept at all. Default: all, and calls without a class. */
  readonly classes?: Readonly<Record<string, { readonly store: boolean }>>;
  readonly retention?: ContentRetention;
}

export interface ContentSettings {
  readonly form: 'redacted' | 'original';
  stores(sensitivity: string | undefined): boolean;
  /** In milliseconds. */
  keepMs(sensitivity: string | null, tenant: string | null): number;
}

/** Throws a `ConfigurationError` that names the option and what is legal. */
export function contentSettings(options: ContentOptions): ContentSettings {
  const { form = 'redacted', classes = {}, retention = {} } = options;
  if (form !== 'redacted' && form !== 'original') {
    throw new ConfigurationError(
      `content.form: ${JSON.stringify(form)} is not legal. Legal: "redacted", "original".`,
    );
  }
  const place = 'content.retention';
  const standard = milliseconds(`${place}.default`, retention.default ?? '30d');
  const byClass = durations(`${place}.classes`, retention.classes);
  const byTenant = durations(`${place}.tenants`, retention.tenants);
  const unstored = new Set(Object.keys(classes).filter((name) => classes[name]?.store === false));
  return {
    form,
    stores: (sensitivity) => sensitivity === undefined || !unstored.has(sensitivity),
    keepMs: (sensitivity, tenant) => {
      const named = [byClass.get(sensitivity ?? ''), byTenant.get(tenant ?? '')];
      const keep = Math.min(...named.filter((it) => it !== undefined));
      return keep === Infinity ? standard : keep;
    },
  };
}

function durations(place: string, by: Readonly<Record<string, Duration>> = {}) {
  return new Map(
    Object.entries(by).map(([name, it]) => [name, milliseconds(`${place}.${name}`, it)]),
  );
}
