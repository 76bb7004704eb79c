import type { PrivacyOptions } from './data-policy.js';
import type { RouteDirective } from './directives.js';

const DEFAULT_CLASSES = ['public', 'internal', 'confidential', 'restricted'] as const;

/** What a directive says of the data of a call. */
export type DataLabels = Pick<RouteDirective, 'sensitivity' | 'sensitivityFloor' | 'purpose'>;

/** The classes of data in their order. Names count as they are written. */
export class DataClasses {
  /** The weakest first. */
  readonly names: readonly string[];
  private readonly unlabelled: string | undefined;
  private readonly detected: PrivacyOptions['detected'];
  private readonly purposes: readonly string[] | undefined;

  /** Without options, what nothing labels has no class. */
  constructor(options: PrivacyOptions | undefined) {
    this.names = options?.classes ?? DEFAULT_CLASSES;
    this.unlabelled = options && (options.unlabelled ?? this.names.at(-1));
    this.detected = options?.detected ?? {};
    this.purposes = options?.purposes && Object.keys(options.purposes);
  }

  /** The first label that stands for nothing, in words that say what is legal. */
  problemOf({ sensitivity, sensitivityFloor, purpose }: DataLabels): string | undefined {
    const classes = [...listOf(sensitivity), ...listOf(sensitivityFloor)];
    return (
      problem('sensitivity', 'no class of data', classes, this.names) ??
      problem('purpose', 'none of the purposes', listOf(purpose), this.purposes)
    );
  }

  /**
   * The highest class of all that speak; undefined where nothing does. A floor and a finding (`entities`) raise a class, but
   * are no label: beside them, what nothing labels is as high as ever.
   */
  of(labels: DataLabels, entities: readonly string[] = []): string | undefined {
    const own = listOf(labels.sensitivity);
    const base = own.length > 0 || this.unlabelled === undefined ? own : [this.unlabelled];
    const found = entities.map((it) => this.detected?.[it] ?? '');
    const all = [...base, ...listOf(labels.sensitivityFloor), ...found];
    return this.names[Math.max(-1, ...all.map((it) => this.names.indexOf(it)))];
  }

  /** Whether a class is this one or a higher one. */
  reaches(name: string | undefined, threshold: string): boolean {
    return name !== undefined && this.names.indexOf(name) >= this.names.indexOf(threshold);
  }
}

/** One label, several or none, as a list. */
export function listOf(labels: string | readonly string[] | undefined): readonly string[] {
  if (labels === undefined) return [];
  return typeof labels === 'string' ? [labels] : labels;
}

/** `legal` left out: any name is. */
function problem(
  field: string,
  what: string,
  names: readonly string[],
  legal: readonly string[] | undefined,
): string | undefined {
  const unknown = legal && names.find((it) => !legal.includes(it));
  if (unknown === undefined) return undefined;
  return `${field}: ${JSON.stringify(unknown.slice(0, 80))} is ${what}. Legal: ${legal?.join(', ')}.`;
}
