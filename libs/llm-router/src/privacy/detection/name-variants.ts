/** Each way in which a keyword of several words is written: `api key`, `api-key`, `api_key`, `apikey`. */
export function nameVariants(keyword: string): readonly string[] {
  const parts = keyword.split(/[ _-]/);
  return parts.length === 1 ? parts : ['', ' ', '-', '_'].map((it) => parts.join(it));
}
