// The library is an ES module package: its CommonJS half has to say what it is.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

writeFileSync(
  join(import.meta.dirname, '../libs/llm-router/dist/cjs/package.json'),
  '{ "type": "commonjs" }\n',
);
