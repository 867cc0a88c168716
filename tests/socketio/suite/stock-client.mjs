// What a stock socket.io-client does with the server: `node stock-client.mjs URL SCENARIO`; prints one JSON object.
import { io } from "socket.io-client";

const [url, scenario] = process.argv.slice(2);
const WITHIN_MS = 10_000;

const once = (emitter, event) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event}`)), WITHIN_MS);
    emitter.once(event, (...args) => {
      clearTimeout(timer);
      resolve(args);
    });
  });

const bytes = (...values) => Uint8Array.from(values);

async function talk(options) {
  const socket = io(url, { auth: { token: "123" }, ...options });
  const [auth] = await once(socket, "auth");
  const answers = { auth, id: socket.id.length > 10 };
  socket.emit("message", 1, "dois", { três: [true, null] });
  answers.back = await once(socket, "message-back");
  answers.ack = await socket.emitWithAck("message-with-ack", "a");
  const binary = await socket.emitWithAck("message-with-ack", { deep: [bytes(1, 2, 3)] });
  answers.binary = [...new Uint8Array(binary.deep[0])];
  socket.on("question", (value, answer) => answer({ got: new Uint8Array(value).length }, bytes(7)));
  answers.asked = await socket.emitWithAck("ask-me");
  return { socket, answers };
}

const scenarios = {
  async default() {
    const { socket, answers } = await talk({});
    if (socket.io.engine.transport.name !== "websocket") await once(socket.io.engine, "upgrade");
    answers.transport = socket.io.engine.transport.name;
    answers.after = await socket.emitWithAck("message-with-ack", "after");
    socket.disconnect();
    return answers;
  },
  async websocket() {
    const { socket, answers } = await talk({ transports: ["websocket"] });
    answers.transport = socket.io.engine.transport.name;
    socket.disconnect();
    return answers;
  },
  async polling() {
    const { socket, answers } = await talk({ transports: ["polling"] });
    answers.transport = socket.io.engine.transport.name;
    socket.disconnect();
    return answers;
  },
  // Numbers go both ways all the time while the transport changes.
  async order() {
    const socket = io(url);
    const upgraded = once(socket.io.engine, "upgrade");
    await once(socket, "auth");
    const received = [];
    const answered = [];
    socket.on("number", (number) => received.push(number));
    socket.emit("count", 300);
    for (let number = 0; number < 300; number++) {
      socket.emit("message-with-ack", number, (answer) => answered.push(answer));
      if (number % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await upgraded;
    const deadline = Date.now() + WITHIN_MS;
    while ((received.length < 300 || answered.length < 300) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    socket.disconnect();
    const inOrder = (numbers) => numbers.length === 300 && numbers.every((number, index) => number === index);
    return { received: inOrder(received), answered: inOrder(answered) };
  },
  async reconnect() {
    const socket = io(url, { reconnectionDelay: 20, transports: ["websocket"] });
    await once(socket, "auth");
    const first = socket.id;
    const disconnected = once(socket, "disconnect");
    socket.emit("close-me");
    const [reason, details] = await disconnected;
    await once(socket, "connect");
    const answers = { reason, code: details.context.code, other: socket.id !== first };
    const again = once(socket, "disconnect");
    socket.emit("disconnect-me");
    [answers.forGood] = await again;
    answers.active = socket.active;
    return answers;
  },
  async refused() {
    const socket = io(`${url}/custom`, { auth: { token: "wrong" } });
    const [error] = await once(socket, "connect_error");
    const unknown = io(`${url}/random`);
    const [invalid] = await once(unknown, "connect_error");
    socket.disconnect();
    unknown.disconnect();
    return { message: error.message, data: error.data, invalid: invalid.message };
  },
  async namespaces() {
    const main = io(url);
    const custom = io(`${url}/custom`);
    await Promise.all([once(main, "auth"), once(custom, "auth")]);
    const answers = { shared: main.io === custom.io };
    main.disconnect();
    answers.custom = await custom.emitWithAck("message-with-ack", "still here");
    custom.disconnect();
    return answers;
  },
};

const answers = await scenarios[scenario]();
process.stdout.write(JSON.stringify(answers));
process.exit(0);
