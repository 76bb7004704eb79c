import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { providersPage } from './providers-page.fixture.js';

const PAGE = join(__dirname, '../../../../docs/providers.md');

it('docs/providers.md says what the adapters declare', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, providersPage());
  expect(readFileSync(PAGE, 'utf8')).toBe(providersPage());
});
