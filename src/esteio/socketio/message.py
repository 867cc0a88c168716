"""A message in the form in which it is written: built once, sent to any number of connections."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

SEPARATOR = b"\x1e"
TEXT = 0x1
BINARY = 0x2


class Message:
    """An Engine.IO packet of text and the binary packets that follow it, ready for both transports.

    Never changed after it was made, so that one can wait in the buffers of many connections.
    """

    __slots__ = ("attachments", "frames", "text")

    def __init__(self, text: bytes, attachments: Sequence[bytes] = ()) -> None:
        self.text = text
        self.attachments = attachments
        self.frames = frame(text, TEXT)
        """Unmasked WebSocket frames with their headers, as the socket gets them."""
        if attachments:
            self.frames = b"".join([self.frames, *(frame(attachment, BINARY) for attachment in attachments)])

    def chunk(self) -> bytes:
        """The same for a long-polling answer, where binary is base64."""
        if not self.attachments:
            return self.text
        return SEPARATOR.join([self.text, *(b"b" + b64encode(attachment) for attachment in self.attachments)])


class BinaryMessage(Message):
    """A binary packet that no text precedes; only plain Engine.IO has them."""

    __slots__ = ()

    def __init__(self, data: bytes) -> None:
        super().__init__(b"b" + b64encode(data))
        self.frames = frame(data, BINARY)


def frame(payload: bytes, opcode: int) -> bytes:
    """One whole, unmasked WebSocket frame (RFC 6455 5.2)."""
    size = len(payload)
    if size < 126:
        return bytes((0x80 | opcode, size)) + payload
    if size < 1 << 16:
        return bytes((0x80 | opcode, 126)) + size.to_bytes(2, "big") + payload
    return bytes((0x80 | opcode, 127)) + size.to_bytes(8, "big") + payload
