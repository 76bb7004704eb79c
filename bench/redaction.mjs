// node bench/redaction.mjs [--others <folder>], after a build: how long the recognisers take, all of them on, and how much of
// the test cases they cover; beside redact-pii and openredaction where a folder is named in which these are installed. Others
// are given an easy time: a value counts as covered as soon as it does not stand in their output as a whole.
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, others: { type: 'string' } },
});
const root = join(import.meta.dirname, '..');
const library = join(root, 'libs/llm-router/dist/esm/privacy/redactors');
const { builtInScanner } = await import(join(library, 'built-in-scanner.js'));
const { Redactions } = await import(join(library, '../redactions.js'));
const { ProtectStage } = await import(join(library, '../protect.stage.js'));

const scanner = builtInScanner({});
const everything = new Set(scanner.entities);

const PROMPT =
  `Could you make this e-mail more polite? Dear Ms Schneider, thank you for your call on Tuesday. We looked into
order 4711-2239 and found that the parcel was returned to our warehouse in Rotterdam because nobody was at home. I have asked
the carrier to deliver it again on 14 March between 9:00 and 12:00. If this does not suit you, please write to
service@example.com or ring us on +49 30 901820. We have refunded the shipping cost of 12.90 EUR to your card
4012 8888 8888 1881, and the rest to the account DE89 3704 0044 0532 0130 00 that you gave us. Our engineers need the log of
the router at 192.168.17.24 as well; its serial number is SN-882-19. Keep the tone friendly, use short sentences, do not
mention the discount of 15 % that was promised to her in 2023, and answer in British English. Add a closing line that wishes
her a pleasant weekend, and invites her to our new showroom at 221 Baker Street as soon as the renovation is finished later
this year, in about six weeks from now. Thank you very much, and best regards, Peter Maier`.slice(
    0,
    1024,
  );

const LARGE = `${PROMPT}\n`.repeat(1025).slice(0, 1_048_576);

/** Takes out what was found; overlapping findings as one. */
function redact(text) {
  let result = '';
  let position = 0;
  for (const { start, end } of [...scanner.find(text, everything)].sort(
    (a, b) => a.start - b.start,
  )) {
    if (end <= position) continue;
    result += text.slice(position, Math.max(start, position)) + (start >= position ? '[…]' : '');
    position = end;
  }
  return result + text.slice(position);
}

const redactor = {
  id: 'bench',
  entities: scanner.entities,
  groups: { all: scanner.entities },
  find: (text, wanted) => scanner.find(text, wanted),
};
const protecting = new ProtectStage(new Redactions({ all: () => [redactor] }, {}), {});
const directives = { redact: { entities: ['all'] } };

/** The whole way of a call: found, replaced by placeholders, and back in an answer that repeats the prompt. */
async function thereAndBack(text) {
  const request = { messages: [{ role: 'user', content: text }] };
  const journal = { found: () => undefined };
  const { exchange, restore } = protecting.protect({ request, directives, journal, caller: {} });
  const answer = exchange.request.messages[0].content;
  const chunks = [{ parts: [{ type: 'text', choice: 0, text: answer }] }];
  let restored = '';
  for await (const { parts } of restore({ chunks: inTurn(chunks) }).chunks) {
    for (const part of parts) restored += part.text;
  }
  if (restored !== text) throw new Error('The answer is not what was asked.');
  return answer;
}

async function* inTurn(chunks) {
  yield* chunks;
}

const engines = [
  { name: 'nestjs-llm-router', run: (text) => scanner.find(text, everything), redact },
  { name: '… and back', run: thereAndBack, redact: thereAndBack },
];
const others = {
  'redact-pii': ({ SyncRedactor }) => {
    const redactor = new SyncRedactor();
    const run = (text) => redactor.redact(text);
    return { run, redact: run };
  },
  openredaction: ({ OpenRedaction }) => {
    const redactor = new OpenRedaction({ redactionMode: 'placeholder' });
    const run = async (text) => (await redactor.detect(text)).redacted;
    return { run, redact: run };
  },
};
if (values.others !== undefined) {
  const require = createRequire(join(resolve(values.others), 'any.js'));
  for (const [name, engineOf] of Object.entries(others)) {
    const { version } = JSON.parse(
      readFileSync(join(resolve(values.others), 'node_modules', name, 'package.json'), 'utf8'),
    );
    const module = await import(pathToFileURL(require.resolve(name)).href);
    engines.push({ name: `${name} ${version}`, ...engineOf({ ...module.default, ...module }) });
  }
}

function positives() {
  const read = (file) => JSON.parse(readFileSync(join(root, 'test/data', file), 'utf8')).cases;
  const pii = read('pii-cases.json').filter((it) => it.tier === 'strong');
  const secrets = read('secret-cases.json').filter((it) => it.kind === 'positive');
  const COMMON = ['CREDIT_CARD', 'EMAIL_ADDRESS', 'IP_ADDRESS', 'US_SSN'];
  const valuesOf = ({ expected }, text) => expected.map(({ start, end }) => text.slice(start, end));
  return {
    common: pii
      .filter((it) => COMMON.includes(it.entity))
      .map((it) => ({ text: it.text, values: valuesOf(it, it.text) })),
    personal: pii.map((it) => ({ text: it.text, values: valuesOf(it, it.text) })),
    secrets: secrets.map((it) => {
      const text = Buffer.from(it.text_base64, 'base64').toString();
      return { text, values: valuesOf(it, text) };
    }),
  };
}

async function recallOf(engine, cases) {
  let covered = 0;
  for (const { text, values } of cases) {
    const output = await engine.redact(text);
    if (values.every((it) => !output.includes(it))) covered++;
  }
  return `${((covered / cases.length) * 100).toFixed(1)} %`;
}

async function times(engine, text, runs) {
  const taken = [];
  for (let run = 0; run < runs; run++) {
    const began = process.hrtime.bigint();
    await engine.run(text);
    taken.push(Number(process.hrtime.bigint() - began) / 1000);
  }
  return taken.sort((a, b) => a - b);
}

const cases = positives();
for (const engine of engines) {
  await times(engine, PROMPT, 2_000);
  // The best of several rounds: another process may have been busy during the others.
  const rounds = [];
  for (let round = 0; round < Number(values.rounds); round++)
    rounds.push(await times(engine, PROMPT, 500));
  const at = (share) => Math.min(...rounds.map((it) => it[Math.floor(it.length * share)]));
  const [large] = await times(engine, LARGE, 3);
  console.log(
    [
      engine.name.padEnd(20),
      `1 KB: p50 ${at(0.5).toFixed(0)} µs, p99 ${at(0.99).toFixed(0)} µs`,
      `1 MiB: ${(large / 1000).toFixed(0)} ms, ${(1_000_000 / large).toFixed(1)} MiB/s`,
      `covered: personal data ${await recallOf(engine, cases.personal)}`,
      `(e-mail, card, IP, SSN ${await recallOf(engine, cases.common)})`,
      `secrets ${await recallOf(engine, cases.secrets)}`,
    ].join('  '),
  );
}
