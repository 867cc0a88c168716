import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEvents } from "../../src/live/eventStream";

async function read(chunks: readonly Uint8Array[], silenceMs = 1_000) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const events = [];
  for await (const event of readEvents(body, silenceMs)) events.push(event);
  return events;
}

describe("An event stream", () => {
  const text = ': awake\r\n\r\nevent: data_update\nid: 1.2.3\ndata: {"a":\ndata: "ção"}\n\ndata:x\r\rretry: 10\n\n';
  const expected = [
    { event: "data_update", data: '{"a":\n"ção"}' },
    { event: "message", data: "x" },
  ];

  test("reads the same however it is cut into chunks", async () => {
    const bytes = new TextEncoder().encode(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: bytes.length })), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.slice(at[index], end));
        expect(await read(chunks)).toEqual(expected);
      }),
    );
  });

  test("that falls silent is broken", async () => {
    const body = new ReadableStream<Uint8Array>({ start: () => undefined });
    await expect(readEvents(body, 20).next()).rejects.toThrow("silent");
  });
});
