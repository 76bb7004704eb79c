import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { KnownSubject } from '../../../contracts/subject-data.js';
import { LlmRequest } from '../llm-request.entity.js';
import { storableName } from '../storable.js';

/** Calls of a subject's tenant, or key, that name it: as their user, or as the value of a tag. */
export function callsOfSubject(
  dataSource: DataSource,
  { tenant, keyId, user }: KnownSubject,
): SelectQueryBuilder<LlmRequest> {
  const name = storableName(user);
  const calls = dataSource.getRepository(LlmRequest).createQueryBuilder('request');
  if (tenant !== undefined) {
    calls.where('request.tenant = :tenant', { tenant: storableName(tenant) });
  } else if (keyId !== undefined) {
    calls.where('request.tenant IS NULL AND request.keyId = :keyId', {
      keyId: storableName(keyId),
    });
  } else calls.where('request.tenant IS NULL AND request.keyId IS NULL');
  return calls.andWhere(
    `(request.userId = :name OR CAST(request.tags AS TEXT) LIKE :tag ESCAPE '!')`,
    { name, tag: tagPattern(name) },
  );
}

/** What the JSON of tags with this value looks like. */
export function tagPattern(name: string): string {
  return `%:${JSON.stringify(name).replaceAll(/[!%_]/g, '!$&')}%`;
}
