/** How the two platforms call a body that is not JSON. */
const INVALID_JSON = new Set([
  'entity.parse.failed',
  'FST_ERR_CTP_INVALID_JSON_BODY',
  'FST_ERR_CTP_EMPTY_JSON_BODY',
]);

/** Whether a platform refused a request because its body is not JSON. */
export function saysInvalidJson(status: number, cause: unknown): boolean {
  const { name, type, code } = (cause ?? {}) as { name?: string; type?: string; code?: string };
  return (
    status === 400 &&
    (name === 'SyntaxError' || INVALID_JSON.has(type ?? '') || INVALID_JSON.has(code ?? ''))
  );
}
