// The floor of what a gateway can cost: node:http in front, undici behind, and nothing in between.
import { createServer } from 'node:http';
import { Pool } from 'undici';

const upstream = new Pool(process.env.UPSTREAM, { connections: 256 });

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    upstream
      .request({
        method: 'POST',
        path: request.url,
        headers: { 'content-type': 'application/json', authorization: 'Bearer upstream' },
        body: Buffer.concat(chunks),
      })
      .then(({ statusCode, headers, body }) => {
        response.writeHead(statusCode, { 'content-type': headers['content-type'] });
        body.pipe(response);
      })
      .catch(() => response.writeHead(502).end());
  });
});

server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
