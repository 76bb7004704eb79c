// Everything runs as CommonJS inside Jest, so that no Node flag is needed; installed packages that ship ESM are
// transformed with it. What ships is smoke-tested apart, from the built files.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

function esmPackages(dir = join(import.meta.dirname, 'node_modules'), out = new Set()) {
  for (const entry of readdirSync(dir)) {
    if (entry.startsWith('.')) continue;
    const names = entry.startsWith('@')
      ? readdirSync(join(dir, entry)).map((name) => `${entry}/${name}`)
      : [entry];
    for (const name of names) {
      const root = join(dir, name);
      const manifest = join(root, 'package.json');
      if (!existsSync(manifest)) continue;
      if (JSON.parse(readFileSync(manifest, 'utf8')).type === 'module') out.add(name);
      if (existsSync(join(root, 'node_modules'))) esmPackages(join(root, 'node_modules'), out);
    }
  }
  return out;
}

const esm = [...esmPackages()]
  .map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  .join('|');

const swc = (parser, transform = {}) => ({
  jsc: { target: 'es2022', parser, keepClassNames: true, transform },
  module: { type: 'commonjs', importInterop: 'node' },
  sourceMaps: 'inline',
});

const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/(libs|apps)/[^/]+/dist/'],
  moduleNameMapper: {
    '^nestjs-llm-router$': '<rootDir>/libs/llm-router/src/index.ts',
    '^nestjs-llm-router/(.*)$': '<rootDir>/libs/llm-router/src/entry/$1.ts',
    '^simulated-provider$': '<rootDir>/apps/simulated-provider/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'],
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      swc(
        { syntax: 'typescript', decorators: true },
        { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      ),
    ],
    '^.+\\.m?js$': ['@swc/jest', swc({ syntax: 'ecmascript' })],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esm})/)`, '\\.cjs$'],
};

export default {
  // No test is about time: a busy machine may take what it needs.
  testTimeout: 30_000,
  projects: [
    { ...base, displayName: 'unit', testRegex: '(libs|apps)/.*\\.spec\\.ts$' },
    { ...base, displayName: 'e2e', testRegex: 'test/.*\\.e2e-spec\\.ts$' },
  ],
};
