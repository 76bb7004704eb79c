// Runs from the built library, in a process of its own: see audit-appender.ts.
import { AuditWriter, LlmAuditEntry, TypeOrmAuditStore } from 'nestjs-llm-router/typeorm';
import { DataSource } from 'typeorm';

const [options, who] = process.argv.slice(2);
const source = new DataSource({ ...JSON.parse(options), entities: [LlmAuditEntry] });
await source.initialize();
const writer = new AuditWriter(new TypeOrmAuditStore(source));

let stopped = false;
process.on('message', () => (stopped = true));
for (let index = 0; !stopped; index++) {
  writer.record({ kind: 'app:test', actor: who, at: index, details: { index } });
  // What is not written yet is kept, and written with a later one.
  const written = await writer.flush().then(
    () => true,
    () => false,
  );
  if (written) process.send(index);
}
await writer.close();
await source.destroy();
process.disconnect();
