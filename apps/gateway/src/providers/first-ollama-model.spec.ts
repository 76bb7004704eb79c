import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { firstOllamaModel } from './first-ollama-model.js';

async function answering(listener: RequestListener, test: (url: string) => Promise<void>) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

it('takes the first that is pulled', () =>
  answering(
    (request, response) => {
      const models = request.url === '/api/tags' ? [{ name: 'qwen3:8b' }, { name: 'phi4' }] : [];
      response.end(JSON.stringify({ models }));
    },
    async (url) => expect(await firstOllamaModel(url)).toBe('qwen3:8b'),
  ));

it.each([
  ['nothing is pulled', '{"models":[]}', /has no model\. Pull one/],
  ['something else answers', '<html>', /did not answer/],
])('says so where %s', (_name, body, message) =>
  answering(
    (_request, response) => response.end(body),
    (url) => expect(firstOllamaModel(url)).rejects.toThrow(message),
  ),
);

it('says so where nobody answers', async () => {
  await expect(firstOllamaModel('http://127.0.0.1:1')).rejects.toThrow(
    'Ollama at http://127.0.0.1:1 did not answer within 2000 ms.',
  );
});
