import { Inject, Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../../contracts/options.js';
import type { Finding, RedactOptions, Redactor } from '../../contracts/redactor.js';
import { LlmRedactor } from '../../plugin/plugin-markers.js';
import { ScanningThread } from '../detection/scanning-thread.js';
import type { SensitiveTextScanner } from '../detection/sensitive-text-scanner.js';
import {
  builtInRecognisers,
  nationalRecognisers,
  secretRecognisers,
} from './built-in-recognisers.js';
import { builtInScanner } from './built-in-scanner.js';

/** Longer texts are scanned off the event loop: this many characters take about ten milliseconds. */
const LONGEST_HERE = 65_536;

const always = entitiesOf(builtInRecognisers.filter((it) => it.byName !== true));
const byName = entitiesOf(builtInRecognisers).filter((it) => !always.includes(it));

/**
 * Finds all that is built in, and what `redact.patterns` and `redact.dictionaries` name. Dates, URLs and number plates
 * count only where they are asked for by name or as `all`, plates also beside a word that speaks of one. Throws a
 * `ConfigurationError` where a pattern is not legal.
 */
@LlmRedactor()
@Injectable()
export class SensitiveTextRedactor implements Redactor, OnApplicationShutdown {
  readonly id = 'sensitive-text';
  readonly entities: readonly string[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly byName = byName;
  private readonly scanner: SensitiveTextScanner;
  private readonly thread: ScanningThread;

  constructor(@Optional() @Inject(LLM_ROUTER_OPTIONS) options: LlmRouterOptions = {}) {
    const { patterns = [], dictionaries = [] }: RedactOptions = options.redact ?? {};
    const custom = { patterns, dictionaries };
    this.scanner = builtInScanner(custom);
    this.entities = this.scanner.entities;
    this.groups = {
      all: this.entities,
      'national-id': entitiesOf(nationalRecognisers),
      secret: entitiesOf(secretRecognisers),
    };
    this.thread = new ScanningThread(custom);
  }

  find(text: string, wanted?: ReadonlySet<string>): readonly Finding[] {
    return this.scanner.find(text, wanted);
  }

  findAll(
    text: string,
    wanted?: ReadonlySet<string>,
  ): readonly Finding[] | Promise<readonly Finding[]> {
    if (text.length <= LONGEST_HERE) return this.find(text, wanted);
    return this.thread.scan(text, wanted).then((found) => found ?? this.find(text, wanted));
  }

  onApplicationShutdown(): Promise<void> {
    return this.thread.close();
  }
}

function entitiesOf(recognisers: readonly { readonly entity: string }[]): readonly string[] {
  return [...new Set(recognisers.map((it) => it.entity))].sort();
}
