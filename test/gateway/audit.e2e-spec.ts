import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { auditCommand } from '../../apps/gateway/src/audit/audit-command.js';
import { hello, RunningGateway, simulated } from './running-gateway.js';

jest.setTimeout(30_000);

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('the audit trail of a gateway', () => {
  let folder: string;
  let database: string;
  let upstream: Awaited<ReturnType<typeof simulated<'a'>>>;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'));
    database = join(folder, 'gateway.sqlite');
    upstream = await simulated('a');
  });
  afterEach(async () => {
    await upstream.stop();
    rmSync(folder, { recursive: true });
  });

  const start = (more: object = {}) =>
    RunningGateway.start({
      config: {
        providers: upstream.providers,
        tiers: { cheap: ['a/m'] },
        keys: [
          { id: 'limited', key: 'k-limited', models: ['b/*'] },
          { id: 'acme', key: 'k-acme', tenant: 'acme', rights: ['audit:read'] },
          { id: 'auditor', key: 'k-auditor', rights: ['audit:read'] },
        ],
        ...more,
      },
      env: { LLM_ROUTER_ADMIN_KEYS: 'ops:k-ops', DATABASE_URL: database },
    });

  const call = (gateway: RunningGateway, key: string) =>
    gateway.post('/v1/chat/completions', JSON.stringify({ model: 'a/m', ...hello }), bearer(key));

  async function audit(...argv: string[]) {
    const lines: string[] = [];
    const print = (line: string) => void lines.push(line);
    const code = await auditCommand(argv, { env: {}, cwd: folder, print, complain: print });
    return { code, text: lines.join('\n') };
  }
  const verify = (...argv: string[]) => audit('verify', '--database', database, ...argv);

  /** As somebody may who owns the database. */
  async function tamper(...statements: string[]): Promise<void> {
    const raw = await new DataSource({ type: 'better-sqlite3', database }).initialize();
    for (const trigger of ['llm_audit_no_update', 'llm_audit_no_delete']) {
      await raw.query(`DROP TRIGGER IF EXISTS ${trigger}`);
    }
    for (const sql of statements) await raw.query(sql);
    await raw.destroy();
  }

  it('tells what was done and refused, over two starts, and is intact', async () => {
    const first = await start();
    try {
      const created = await first.post(
        '/admin/keys',
        JSON.stringify({ id: 'ci' }),
        bearer('k-ops'),
      );
      expect(created.status).toBe(201);
      await first.post('/admin/keys/ci/rotate', '{}', bearer('k-ops'));
      const revoked = await fetch(`${first.url}/admin/keys/ci`, {
        method: 'DELETE',
        headers: bearer('k-ops'),
      });
      expect(revoked.status).toBe(200);
      expect((await call(first, 'k-limited')).status).toBe(403);
      expect((await call(first, 'k-ops')).status).toBe(200);
      expect((await first.get('/admin/keys', bearer('k-limited'))).status).toBe(403);
      expect((await first.get('/admin/keys', bearer('nobody'))).status).toBe(401);
      await first.get('/admin/ledger/requests?keyId=ci&tag=user=jane', bearer('k-ops'));
    } finally {
      await first.stop();
    }

    const second = await start({ aliases: { fast: 'a/m' } });
    try {
      const { status, body } = await second.get('/admin/audit?limit=1000', bearer('k-auditor'));
      expect(status).toBe(200);
      const told = (body.data as Record<string, string>[]).reverse();
      expect(told.map(({ sequence }) => sequence)).toEqual(told.map((_, index) => index + 1));
      const text = JSON.stringify(told);
      for (const secret of ['k-ops', 'k-limited', 'llmr_', 'Hello', 'jane']) {
        expect(text).not.toContain(secret);
      }
      const seen = (kind: string) => told.filter((it) => it['kind'] === kind);
      expect(seen('key-created').map(({ subject }) => subject)).toEqual([
        'limited',
        'acme',
        'auditor',
        'ops',
        'ci',
      ]);
      for (const kind of ['key-rotated', 'key-revoked']) {
        expect(seen(kind)).toMatchObject([{ subject: 'ci', actor: 'ops' }]);
      }
      expect(seen('policy-refused')).toMatchObject([
        { actor: 'limited', details: { code: 'model_not_allowed', asked: 'a/m' } },
      ]);
      expect(
        seen('admin-action').map(({ actor, details }) => ({
          actor,
          ...(details as never as object),
        })),
      ).toEqual([
        { actor: 'ops', method: 'POST', route: '/admin/keys', status: 201 },
        { actor: 'ops', method: 'POST', route: '/admin/keys/:id/rotate', status: 200 },
        { actor: 'ops', method: 'DELETE', route: '/admin/keys/:id', status: 200 },
        { actor: 'limited', method: 'GET', route: '/admin/keys', status: 403 },
        {
          actor: 'ops',
          method: 'GET',
          route: '/admin/ledger/requests',
          status: 200,
          query: { keyId: 'ci', tag: true },
        },
      ]);
      const [before, after] = seen('configuration-changed').map(
        ({ details }) => details as never as { from: string | null; to: string },
      );
      expect(before?.from).toBeNull();
      expect(after?.from).toBe(before?.to);
      expect(after?.to).not.toBe(before?.to);
      expect([seen('process-started').length, seen('process-stopped').length]).toEqual([2, 1]);

      expect((await second.get('/admin/audit', bearer('k-acme'))).status).toBe(403);
      expect((await second.get('/admin/audit', bearer('k-limited'))).status).toBe(403);
      const wrong = await second.get('/admin/audit?kinds=x', bearer('k-ops'));
      expect(wrong.body.error.message).toContain('Legal: kind, actor, subject,');
      const page = await second.get('/admin/audit?limit=2&actor=ops', bearer('k-ops'));
      expect(page.body.data).toHaveLength(2);
      expect(page.body.next).toBe(page.body.data[1].sequence);

      const { body: anchor } = await second.get('/admin/audit/anchor', bearer('k-auditor'));
      writeFileSync(join(folder, 'anchors'), JSON.stringify(anchor));
      expect(await verify('--anchor', 'anchors')).toEqual({
        code: 0,
        text: expect.stringMatching(/is intact: \d+ entries\. It holds what 1 anchor says\.$/),
      });
    } finally {
      await second.stop();
    }
  });

  it('shows in words what was done to it', async () => {
    const gateway = await start();
    await gateway.stop();
    const anchored = await audit('anchor', '--database', database);
    writeFileSync(join(folder, 'anchors'), anchored.text);
    const { sequence } = JSON.parse(anchored.text) as { sequence: number };
    expect(sequence).toBeGreaterThan(4);
    const whole = join(folder, 'whole');
    copyFileSync(database, whole);
    const afterwards = async (...statements: string[]) => {
      copyFileSync(whole, database);
      await tamper(...statements);
      const { code, text } = await verify('--anchor', 'anchors');
      expect(code).toBe(1);
      return text;
    };

    expect(await afterwards(`UPDATE llm_audit SET subject = 'x' WHERE sequence = 2`)).toContain(
      'DAMAGED: 1 finding in',
    );
    expect(await afterwards(`UPDATE llm_audit SET subject = 'x' WHERE sequence = 2`)).toContain(
      'edited    entry 2 is not as it was written',
    );
    expect(await afterwards('DELETE FROM llm_audit WHERE sequence = 3')).toContain(
      'missing   entry 3 is missing',
    );
    expect(
      await afterwards(
        'UPDATE llm_audit SET sequence = -2 WHERE sequence = 2',
        'UPDATE llm_audit SET sequence = 2 WHERE sequence = 4',
        'UPDATE llm_audit SET sequence = 4 WHERE sequence = -2',
      ),
    ).toContain('moved     entry 2 was written as entry 4');
    expect(await afterwards(`DELETE FROM llm_audit WHERE sequence = ${sequence}`)).toContain(
      `cut       the trail ends at entry ${sequence - 1}`,
    );
    copyFileSync(whole, database);
    expect((await verify()).text).toContain('Without an anchor it cannot be said');
    expect((await verify()).code).toBe(0);
  });

  it('says why it cannot be verified', async () => {
    expect(await verify()).toEqual({
      code: 2,
      text: `The database ${database} cannot be read: there is no such file.`,
    });
    await tamper('CREATE TABLE x (y)');
    expect((await verify()).text).toContain('it has no table llm_audit');
    writeFileSync(join(folder, 'anchors'), 'nothing');
    expect(await verify('--anchor', 'anchors')).toMatchObject({
      code: 2,
      text: expect.stringContaining('anchors holds no anchor'),
    });
    expect((await audit('cut')).text).toContain('Usage: audit <command>');
  });

  it('is not kept where it is switched off', async () => {
    const gateway = await start({ audit: false });
    try {
      expect((await gateway.get('/admin/audit', bearer('k-ops'))).status).toBe(404);
      expect((await gateway.get('/health')).status).toBe(200);
    } finally {
      await gateway.stop();
    }
    expect((await verify()).text).toContain('is intact: 0 entries');
  });

  it('is part of the health', async () => {
    const gateway = await start();
    try {
      const { body } = await gateway.get('/health/ready');
      expect(body.info.audit).toMatchObject({ status: 'up', lost: 0 });
    } finally {
      await gateway.stop();
    }
  });
});
