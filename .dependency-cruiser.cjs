/** The walls of the house, checked by machine: see docs/architecture.md. */
const LIB = '^libs/llm-router/src';
const ROOMS =
  'observability|policy|privacy|caching|classification|tokens|performance|routing|throttling|resilience|catalog|providers|ledger|conversations|keys|budgets|policy|audit|subjects|feedback|releases|health';

/** Folders that are named after an optional peer: the only places that may import it. */
const PEERS = {
  typeorm: '(typeorm|@nestjs/typeorm)',
  redis: '(ioredis|@keyv/redis)',
  terminus: '@nestjs/terminus',
  throttler: '@nestjs/throttler',
  langchain: '@langchain/core',
};

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'ground-stands-alone',
      comment: 'contracts/ and foundation/ import nothing but themselves',
      severity: 'error',
      from: { path: `${LIB}/(contracts|foundation)/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `${LIB}/`, pathNot: `${LIB}/$1/` },
    },
    {
      name: 'ground-needs-no-package',
      severity: 'error',
      from: { path: `${LIB}/(contracts|foundation)/`, pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional'] },
    },
    {
      name: 'socket-sees-ground-only',
      severity: 'error',
      from: { path: `${LIB}/(plugin|sql)/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `${LIB}/`, pathNot: `${LIB}/($1|contracts|foundation)/` },
    },
    {
      name: 'no-room-imports-another',
      severity: 'error',
      from: { path: `${LIB}/(${ROOMS})/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `${LIB}/`, pathNot: `${LIB}/($1|plugin|sql|contracts|foundation)/` },
    },
    {
      name: 'corridor-sees-stages-only',
      severity: 'error',
      from: { path: `${LIB}/pipeline/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `${LIB}/(${ROOMS})/`, pathNot: '\\.stage\\.ts$' },
    },
    {
      name: 'corridor-does-not-climb',
      severity: 'error',
      from: { path: `${LIB}/pipeline/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `${LIB}/(http|decorators|ai-sdk|langchain|router|testing|module|entry|index)` },
    },
    {
      name: 'doors-see-corridor-and-ground',
      severity: 'error',
      from: { path: `${LIB}/(http|decorators|ai-sdk|langchain|router)/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `${LIB}/(${ROOMS}|testing|module|entry)/` },
    },
    {
      name: 'nothing-goes-through-the-index',
      severity: 'error',
      from: { path: `${LIB}/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `${LIB}/(index\\.ts|entry/)` },
    },
    {
      name: 'apps-use-published-entry-points',
      severity: 'error',
      from: { path: '^(apps|test|bench)/' },
      to: { path: `${LIB}/`, pathNot: `${LIB}/(index\\.ts|entry/)` },
    },
    ...Object.entries(PEERS).map(([folder, name]) => ({
      name: `only-${folder}-folders-import-${folder}`,
      severity: 'error',
      from: { path: `${LIB}/`, pathNot: `/${folder}/|\\.spec\\.ts$` },
      to: { path: `node_modules/${name}/` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
