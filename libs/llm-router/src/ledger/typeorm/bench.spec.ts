import { DataSource, type EntityMetadata } from 'typeorm';
import { ulid } from 'ulid';
import type { CallSettled } from '../../contracts/router-event.js';
import { LlmRequest } from './llm-request.entity.js';
import { LlmAttempt } from './llm-attempt.entity.js';
import { attemptRow, requestRow } from './ledger-rows.js';
const usage = { input: 1200, cacheRead: 100, cacheWrite: 0, inputAudio: 0, output: 340, reasoning: 0, outputAudio: 0, estimated: false };
function call(): CallSettled { const id = ulid(); return { type:'call-settled', id, caller:{keyId:'team-a',tenant:'acme',user:'u1',door:'http:chat-completions'}, tags:{team:'search',feature:'summary'}, delivery:'document', requestedModel:'tier:cheap', servedModel:'openai/gpt-4.1-mini', provider:'openai', startedAt: Date.now(), firstPartMs:300.2, durationMs:800.7, status:'succeeded', finishReason:'stop', cache:'miss', usage, cost: 1034000000n, rejections:[], attempts:[{id:ulid(),index:0,provider:'openai',model:'openai/gpt-4.1-mini',startedAt:Date.now(),firstPartMs:299,durationMs:799,status:'succeeded',finishReason:'stop',servedModel:'gpt-4.1-mini-2025-04-14',upstreamRequestId:'req_123456',usage,cost:1034000000n,priceVersion:'genai-prices@0.1.8'}] }; }
type Strategy = (ds: DataSource, calls: CallSettled[]) => Promise<void>;
const qb: Strategy = async (ds, calls) => {
  await ds.createQueryBuilder().insert().into(LlmAttempt).values(calls.flatMap(c=>c.attempts.map(a=>attemptRow(c.id,a)))).orIgnore().updateEntity(false).execute();
  await ds.createQueryBuilder().insert().into(LlmRequest).values(calls.map(requestRow)).orIgnore().updateEntity(false).execute();
};
const sqlCache = new Map<string,string>();
function jsonSql(ds: DataSource, m: EntityMetadata) { const k=ds.options.type+m.name; let s=sqlCache.get(k); if(s) return s;
  const cols=m.columns.map(c=>`"${c.databaseName}"`).join(',');
  s = ds.options.type==='postgres' ? `INSERT INTO "${m.tablePath}" (${cols}) SELECT ${cols} FROM json_populate_recordset(null::"${m.tablePath}", $1) ON CONFLICT DO NOTHING`
   : `INSERT INTO "${m.tablePath}" (${cols}) SELECT ${m.columns.map((c,i)=>`value->>${i}`).join(',')} FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`;
  sqlCache.set(k,s); return s; }
function rowsJson(ds: DataSource, m: EntityMetadata, rows: object[]) {
  return JSON.stringify(rows.map(r => ds.options.type==='postgres' ? Object.fromEntries(m.columns.map(c=>[c.databaseName, c.type==='json'? c.getEntityValue(r): ds.driver.preparePersistentValue(c.getEntityValue(r), c)])) : m.columns.map(c=>ds.driver.preparePersistentValue(c.getEntityValue(r), c))));
}
const json: Strategy = async (ds, calls) => {
  for (const [e, rows] of [[LlmAttempt, calls.flatMap(c=>c.attempts.map(a=>attemptRow(c.id,a)))],[LlmRequest, calls.map(requestRow)]] as const) {
    const m = ds.getMetadata(e); await ds.query(jsonSql(ds,m),[rowsJson(ds,m,rows as object[])]);
  }
};
const values: Strategy = async (ds, calls) => {
  for (const [e, rows] of [[LlmAttempt, calls.flatMap(c=>c.attempts.map(a=>attemptRow(c.id,a)))],[LlmRequest, calls.map(requestRow)]] as const) {
    const m = ds.getMetadata(e); const cols=m.columns.map(c=>`"${c.databaseName}"`).join(','); let n=0;
    const params = (rows as object[]).flatMap(r=>m.columns.map(c=>ds.driver.preparePersistentValue(c.getEntityValue(r), c)));
    const tuple = () => '('+m.columns.map(()=> ds.options.type==='postgres'?`$${++n}`:'?').join(',')+')';
    await ds.query(`INSERT INTO ${m.tablePath.split(".").map(x=>`"${x}"`).join(".")} (${cols}) VALUES ${rows.map(tuple).join(',')} ON CONFLICT DO NOTHING`, params);
  }
};
const rowsOnly: Strategy = async (ds, calls) => { for (const c of calls) { requestRow(c); attemptRow(c.id, c.attempts[0]!); } };
const rowsJsonOnly: Strategy = async (ds, calls) => { rowsJson(ds, ds.getMetadata(LlmRequest), calls.map(requestRow)); rowsJson(ds, ds.getMetadata(LlmAttempt), calls.flatMap(c=>c.attempts.map(a=>attemptRow(c.id,a)))); };
describe.each([['sqlite', { type:'better-sqlite3', database:'/tmp/bench-ledger.db', enableWAL: true }], ['postgres', { type:'postgres', url:'postgres://postgres@127.0.0.1:5432/test', schema:'bench_ledger' }]])('%s', (name, options) => {
  it('bench', async () => {
    const ds = new DataSource({ ...options, entities:[LlmRequest, LlmAttempt] } as never);
    if (name==='postgres') { const a = await new DataSource({type:'postgres',url:'postgres://postgres@127.0.0.1:5432/test'}).initialize(); await a.query('create schema if not exists bench_ledger'); await a.destroy(); }
    await ds.initialize(); await ds.synchronize(true);
    const out: string[] = [];
    for (const [label, run] of Object.entries({ rowsOnly, rowsJsonOnly, qb, values, ...(name==='postgres'?{}:{}), json }))
     for (const size of [100, 10, 0]) {
      if (name==='postgres' && label==='json') { sqlCache.set('postgres'+'LlmRequest', jsonSql(ds, ds.getMetadata(LlmRequest)).replaceAll('"bench_ledger.','"bench_ledger"."')); sqlCache.set('postgres'+'LlmAttempt', jsonSql(ds, ds.getMetadata(LlmAttempt)).replaceAll('"bench_ledger.','"bench_ledger"."')); }
      const r = label==='values'&&name==='postgres'? (d: DataSource,c: CallSettled[])=>{ return values(d,c); } : run;
      try {
      for (let i=0;i<(size?2000/size:100);i++) await r(ds, Array.from({length:size||10},call));
      const batches = size? Array.from({length:20000/size},()=>Array.from({length:size},call)) : Array.from({length:400},()=>Array.from({length:Math.ceil(Math.random()*99)},call));
      const cpu=process.cpuUsage(), t=performance.now();
      for (const b of batches) await r(ds,b);
      const c=process.cpuUsage(cpu); out.push(`${name} ${label} x${size}: ${((c.user+c.system)/20000).toFixed(1)} us cpu/call, ${((performance.now()-t)/20).toFixed(1)} us wall/call`);
      } catch (e) { out.push(label+': '+(e as Error).message.slice(0,200)); }
    }
    out.push(String(JSON.stringify(await ds.query(name==='sqlite'?'select count(*) n from llm_requests':'select count(*) n from bench_ledger.llm_requests'))));
    process.stderr.write(out.join('\n')+'\n');
    if (name==='postgres') await ds.query('drop schema bench_ledger cascade');
    await ds.destroy();
  }, 120000);
});
