import type { DataFact, DataPolicy, PolicyCondition } from '../contracts/data-policy.js';
import type { ProcessingRecordData, RecipientRecord } from './processing-record-data.js';

const UNKNOWN = '**unknown**';

const FACT_WORDS: Readonly<Record<DataFact, string>> = {
  regions: 'regions of processing',
  jurisdictions: 'jurisdictions',
  retentionDays: 'retention',
  zeroRetention: 'zero retention',
  trainsOnData: 'training',
  dpa: 'DPA',
  baa: 'BAA',
  subProcessors: 'sub-processors',
};

/** The record as a document. What it cannot know, it says. */
export function recordMarkdown(record: ProcessingRecordData): string {
  const { generatedAt, purposes, classes, unlabelled, detected, policies, recipients } = record;
  return [
    '# Record of processing: language models',
    `Generated on ${generatedAt} from the configuration (GDPR, Art. 30(1)). The controller, its representative and data protection officer, the categories of data subjects and the security measures are not part of a configuration: add them.`,
    '## Purposes',
    table(
      ['purpose', 'description'],
      Object.entries(purposes).map(([name, words]) => [name, words || UNKNOWN]),
      'No purposes are declared.',
    ),
    '## Categories of data',
    `Classes, the weakest first: ${classes.map(inline).join(', ')}. What nothing labels counts as ${unlabelled === undefined ? 'no class' : inline(unlabelled)}.`,
    table(
      ['found in a prompt', 'the call is at least'],
      Object.entries(detected),
      'Nothing that is found in a prompt raises its class.',
    ),
    '## Rules of disclosure',
    table(
      ['policy', 'holds for', 'requires'],
      policies.map(({ name, when, requires }) => [name, condition(when), requires.join('; ')]),
      'There are no policies: any provider may be sent any call.',
    ),
    '## Recipients, transfers and time limits',
    table(
      [
        'recipient',
        'models',
        'regions of processing',
        'jurisdictions',
        'third countries (outside the EEA)',
        'retention',
        'trains on data',
        'DPA',
        'BAA',
        'sub-processors',
        'meets',
      ],
      recipients.map(recipientRow),
      'There are no recipients.',
    ),
    '## Sources',
    table(
      ['recipient', 'fact', 'source', 'date'],
      recipients.flatMap(sourceRows),
      'No sources are declared.',
    ),
    '## What is not known',
    list(
      recipients
        .filter(({ unknown }) => unknown.length > 0)
        .map((it) => `${nameOf(it)}: ${it.unknown.map((fact) => FACT_WORDS[fact]).join(', ')}`),
      'Every fact of every recipient is declared.',
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function recipientRow(it: RecipientRecord): string[] {
  const { facts, thirdCountries } = it;
  return [
    it.provider,
    it.models.join(', ') || 'any',
    names(facts.regions),
    names(facts.jurisdictions),
    names(thirdCountries),
    retention(facts),
    yesOrNo(facts.trainsOnData),
    yesOrNo(facts.dpa),
    yesOrNo(facts.baa),
    names(facts.subProcessors),
    it.meets.join(', ') || 'no policy',
  ];
}

function sourceRows(it: RecipientRecord): string[][] {
  return Object.entries(it.facts.sources ?? {}).map(([fact, source]) => [
    nameOf(it),
    FACT_WORDS[fact as DataFact],
    source.reference,
    source.date,
  ]);
}

function nameOf({ provider, models }: RecipientRecord): string {
  return models.length > 0 ? `${provider} (${models.join(', ')})` : provider;
}

function condition(when: PolicyCondition): string {
  const { sensitivity, ...lists } = when;
  const parts = [
    ...(sensitivity ? [`${sensitivity} or higher`] : []),
    ...Object.entries(lists).map(
      ([name, entries]: [string, readonly string[]]) => `${name}: ${entries.join(', ')}`,
    ),
  ];
  return parts.join('; ') || 'all calls';
}

function retention({ zeroRetention, retentionDays }: DataPolicy): string {
  if (retentionDays !== undefined) return retentionDays === 0 ? 'none' : `${retentionDays} days`;
  return zeroRetention === false ? 'of unknown length' : UNKNOWN;
}

function names(list: readonly string[] | undefined): string {
  return list === undefined ? UNKNOWN : list.join(', ') || 'none';
}

function yesOrNo(fact: boolean | undefined): string {
  if (fact === undefined) return UNKNOWN;
  return fact ? 'yes' : 'no';
}

function table(head: readonly string[], rows: readonly string[][], empty: string): string {
  if (rows.length === 0) return empty;
  const line = (cells: readonly string[]): string => `| ${cells.map(inline).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function list(entries: readonly string[], empty: string): string {
  return entries.length === 0 ? empty : entries.map((it) => `- ${inline(it)}`).join('\n');
}

/** In one line, with nothing that would end a cell or begin a tag. */
function inline(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;');
}
