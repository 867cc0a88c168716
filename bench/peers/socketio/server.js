import { createSecretKey } from 'node:crypto';
import { createServer } from 'node:http';

import jwt from 'jsonwebtoken';
import { Server } from 'socket.io';

// As for Express: a key object spares jsonwebtoken the attempt to read the text as a public key.
const SECRET = createSecretKey(Buffer.from(process.env.JWT_SECRET));

const server = createServer((req, res) => {
  if (req.method === 'POST' && req.url === '/broadcast') {
    const chunks = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => {
      const { room, event, payload } = JSON.parse(Buffer.concat(chunks));
      io.to(room).emit(event, payload);
      res.writeHead(204).end();
    });
    return;
  }
  res.writeHead(req.url === '/health' ? 200 : 404, { 'Content-Type': 'application/json' }).end('{"status":"ok"}');
});

// Deflate is off for both transports: with it every client costs hundreds of kilobytes and a broadcast is compressed
// again for each. Without it, the adapter encodes and frames a broadcast once for the whole room.
const io = new Server(server, {
  perMessageDeflate: false,
  httpCompression: false,
  serveClient: false,
  transports: ['polling', 'websocket'],
});

// Socket.IO's own advice on memory: let go of the first request.
io.engine.on('connection', (raw) => {
  raw.request = null;
});

io.use((socket, next) => {
  try {
    const { sub, tenant } = jwt.verify(socket.handshake.auth.token, SECRET, { algorithms: ['HS256'] });
    socket.data.userId = sub;
    socket.data.tenant = tenant;
    next();
  } catch {
    next(new Error('Authentication failed'));
  }
});

io.on('connection', (socket) => {
  socket.on('subscribe', ({ events }, acknowledge) => {
    socket.join(events);
    acknowledge({ granted: events.map((event) => ({ event })), refused: [] });
  });
  socket.on('heartbeat', ({ timestamp }) => socket.emit('heartbeat', { timestamp, serverTime: Date.now() }));
});

server.listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4096 });
process.on('SIGTERM', () => process.exit(0));
