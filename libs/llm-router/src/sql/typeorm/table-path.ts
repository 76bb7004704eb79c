import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';

/** An entity's table as SQL names it, its schema included. */
export function tablePath<T extends ObjectLiteral>(
  dataSource: DataSource,
  entity: EntityTarget<T>,
): string {
  const path = dataSource.getMetadata(entity).tablePath;
  return path
    .split('.')
    .map((name) => dataSource.driver.escape(name))
    .join('.');
}
