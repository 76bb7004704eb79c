import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { UsageQuery, UsageRow } from 'nestjs-llm-router/typeorm';
import type { Amounts } from './amounts.js';
import { csvRecord } from './csv.js';
import { presentUsage } from './present-ledger.js';

export type AnswerFormat = 'json' | 'csv';

/**
 * Sends rows as they come, however many there are. The first is awaited: what is wrong with the question is told by then,
 * and not in the middle of an answer.
 */
export async function usageAnswer(
  query: UsageQuery,
  rows: AsyncGenerator<UsageRow, void, undefined>,
  { format, amounts }: { readonly format: AnswerFormat; readonly amounts: Amounts },
): Promise<StreamableFile> {
  const first = await rows.next();
  async function* all() {
    if (!first.done) yield first.value;
    yield* rows;
  }
  const text = Readable.from(
    format === 'csv' ? asCsv(query, all(), amounts) : asJson(all(), amounts),
  );
  // A stream that nobody began to read would leave the ledger's answer open.
  text.once('close', () => void rows.return());
  return new StreamableFile(text, {
    type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
    disposition: format === 'csv' ? 'attachment; filename="usage.csv"' : 'inline',
  });
}

async function* asJson(rows: AsyncIterable<UsageRow>, amounts: Amounts): AsyncGenerator<string> {
  let before = '{"data":[';
  for await (const row of rows) {
    yield before + JSON.stringify(presentUsage(row, amounts));
    before = ',';
  }
  yield before === ',' ? ']}' : '{"data":[]}';
}

async function* asCsv(
  { groupBy = [], bucket }: UsageQuery,
  rows: AsyncIterable<UsageRow>,
  amounts: Amounts,
): AsyncGenerator<string> {
  const time = bucket === undefined ? [] : [bucket];
  const names = MEASURES.flatMap((it) => (isAmount(it) ? amounts.columns(it) : [it[0]]));
  yield csvRecord([...time, ...groupBy, ...names]);
  for await (const row of rows) {
    yield csvRecord([
      ...(row.bucket === undefined ? [] : [row.bucket]),
      ...groupBy.map((name) => row.dimensions[name] ?? null),
      ...MEASURES.flatMap<string | number | null>((it) =>
        isAmount(it) ? amounts.cells(row[it]) : [it[1](row)],
      ),
    ]);
  }
}

type AmountName = 'cost' | 'saved';
type Count = readonly [string, (row: UsageRow) => number | null];

function isAmount(measure: AmountName | Count): measure is AmountName {
  return typeof measure === 'string';
}

const MEASURES: readonly (AmountName | Count)[] = [
  ['requests', (row) => row.requests],
  ['attempts', (row) => row.attempts],
  ['failed_attempts', (row) => row.failedAttempts],
  ['input_tokens', (row) => row.tokens.input],
  ['cache_read_tokens', (row) => row.tokens.cacheRead],
  ['cache_write_tokens', (row) => row.tokens.cacheWrite],
  ['cache_write_long_tokens', (row) => row.tokens.cacheWriteLong],
  ['input_audio_tokens', (row) => row.tokens.inputAudio],
  ['input_image_tokens', (row) => row.tokens.inputImage],
  ['output_tokens', (row) => row.tokens.output],
  ['reasoning_tokens', (row) => row.tokens.reasoning],
  ['output_audio_tokens', (row) => row.tokens.outputAudio],
  ['output_image_tokens', (row) => row.tokens.outputImage],
  'cost',
  ['cost_unknown', (row) => row.costUnknown],
  ['usage_estimated', (row) => row.estimated],
  ['usage_suspect', (row) => row.suspect],
  'saved',
];
