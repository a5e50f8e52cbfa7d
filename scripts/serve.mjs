// Serves a folder of static files to this machine alone. As a program it prints its address and
// nothing else:
//
//   node scripts/serve.mjs FOLDER [--port N]
//
// As a module it is the server of the browser tests, which also look at what was asked of it.
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { argv, exit, stderr } from 'node:process';
import { pathToFileURL } from 'node:url';

const host = '127.0.0.1';
const usualPort = 8787;
const portsToTry = 20;

const types = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * The file that a request path names inside `root`, or null where there is none. Links and `..` that
 * lead out of `root` name no file.
 */
async function findFile(root, path) {
  try {
    let file = await realpath(join(root, path));
    if (file !== root && !file.startsWith(root + sep)) return null;
    let found = await stat(file);
    if (found.isDirectory()) {
      if (!path.endsWith('/')) return null;
      file = join(file, 'index.html');
      found = await stat(file);
    }
    return found.isFile() ? { file, size: found.size } : null;
  } catch {
    return null;
  }
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * Serves `folder` below the path `base` (which starts and ends with '/').
 * `port`: 0 takes any free port; without it, the usual one or the next that is free.
 * `onRequest(method, path)` hears of every request before it is answered.
 * Returns the address, `url`, and `close()`, which resolves once the port is free again.
 */
export async function serve(folder, { port, base = '/', onRequest = () => {} } = {}) {
  const root = await realpath(folder);
  const server = createServer(async (request, response) => {
    onRequest(request.method, request.url);
    const headers = { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };
    const answer = (status) => response.writeHead(status, headers).end();
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405);
    let path;
    try {
      path = decodeURIComponent(request.url.split(/[?#]/, 1)[0]);
    } catch {
      return answer(400);
    }
    if (!path.startsWith(base) || path.includes('\0')) return answer(404);
    const found = await findFile(root, path.slice(base.length - 1));
    if (!found) return answer(404);
    headers['Content-Type'] = types[extname(found.file).toLowerCase()] ?? 'application/octet-stream';
    headers['Content-Length'] = found.size;
    if (request.method === 'HEAD') return answer(200);
    const content = createReadStream(found.file);
    content.once('error', () => response.destroy());
    content.once('open', () => content.pipe(response.writeHead(200, headers)));
  });

  const ports = port === undefined ? Array.from({ length: portsToTry }, (_, i) => usualPort + i) : [port];
  for (const candidate of ports) {
    try {
      await listen(server, candidate);
      break;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || candidate === ports.at(-1)) throw error;
    }
  }
  return {
    url: `http://${host}:${server.address().port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

if (argv[1] && import.meta.url === pathToFileURL(await realpath(argv[1])).href) {
  const [folder, option, value] = argv.slice(2);
  const port = option === '--port' ? Number(value) : undefined;
  if (!folder || (option && !(Number.isInteger(port) && port >= 0 && port < 65536))) {
    stderr.write('usage: node scripts/serve.mjs FOLDER [--port N]\n');
    exit(2);
  }
  try {
    console.log(`Earshot is at ${(await serve(folder, { port })).url} (Ctrl+C ends it)`);
  } catch (error) {
    stderr.write(`Earshot cannot be served: ${error.message}\n`);
    exit(1);
  }
}
