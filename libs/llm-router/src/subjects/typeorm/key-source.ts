import type { DataSource } from 'typeorm';
import type { KeyProvider } from '../../contracts/key-provider.js';
import type { PluginRegistry } from '../../plugin/plugin-registry.js';
import { LocalKeyProvider } from '../local-key-provider.js';
import { readMasterKeys } from '../master-keys.js';
import type { MasterKeySource } from '../subjects-options.js';
import { KeyTable } from './key-table.js';

/** The table of keys, made when it is first asked for. Throws a `ConfigurationError` where there are no master keys. */
export function keyTable(
  dataSource: DataSource,
  source: MasterKeySource,
  plugins: PluginRegistry,
): () => KeyTable {
  let table: KeyTable | undefined;
  return () => (table ??= new KeyTable(dataSource, providerOf(source, plugins)));
}

function providerOf(source: MasterKeySource, plugins: PluginRegistry): KeyProvider {
  if ('provider' in source) return plugins.byId('key-provider', source.provider, 'keys.provider');
  if ('file' in source) return LocalKeyProvider.fromFile(source.file);
  if ('env' in source) return LocalKeyProvider.fromEnv(source.env);
  return new LocalKeyProvider(readMasterKeys(source.text, 'keys'));
}
