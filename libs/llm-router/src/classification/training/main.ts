#!/usr/bin/env node
import { runCli } from './cli.js';

// No top-level await: this file is built as CommonJS too.
void runCli(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  environment: process.env,
}).then((code) => {
  process.exitCode = code;
});
