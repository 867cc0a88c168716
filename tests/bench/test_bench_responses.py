"""Where an answer ends, however the network cuts it."""

import itertools

import pytest
from bench.harness.responses import ResponseReader
from hypothesis import given
from hypothesis import strategies as st

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n[1,2,3]"
EMPTY = b"HTTP/1.1 201 Created\r\ncontent-length:0\r\n\r\n"
UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n'
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5\r\nab\r\n0\r\n1a;x=y\r\nabcdefghijklmnopqrstuvwxy\n\r\n0\r\n\r\n"
)
STATUSES = {PLAIN: 200, EMPTY: 201, UNCHANGED: 304, CHUNKED: 200}


class TestResponseReader:
    @given(
        answers=st.lists(st.sampled_from(sorted(STATUSES)), min_size=1, max_size=4),
        cuts=st.lists(st.integers(1, 200), max_size=30),
    )
    def test_finds_every_end_wherever_the_bytes_are_cut(self, answers: list[bytes], cuts: list[int]) -> None:
        reader = ResponseReader()
        for answer in answers:
            edges = sorted({0, len(answer), *(cut for cut in cuts if cut < len(answer))})
            pieces = [answer[start:end] for start, end in itertools.pairwise(edges)]
            found = [reader.feed(piece) for piece in pieces]
            assert found == [0] * (len(pieces) - 1) + [STATUSES[answer]]

    @pytest.mark.parametrize("answer", sorted(STATUSES))
    def test_one_byte_at_a_time(self, answer: bytes) -> None:
        reader = ResponseReader()
        found = [reader.feed(answer[i : i + 1]) for i in range(len(answer))]
        assert found == [0] * (len(answer) - 1) + [STATUSES[answer]]

    @pytest.mark.parametrize("answer", sorted(STATUSES))
    def test_bytes_after_the_end_are_an_error(self, answer: bytes) -> None:
        with pytest.raises(ValueError):
            ResponseReader().feed(answer + b"x")

    def test_an_answer_without_a_length_is_an_error(self) -> None:
        with pytest.raises(ValueError):
            ResponseReader().feed(b"HTTP/1.1 200 OK\r\n\r\n")

    def test_something_else_than_http_is_an_error(self) -> None:
        with pytest.raises(ValueError):
            ResponseReader().feed(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
